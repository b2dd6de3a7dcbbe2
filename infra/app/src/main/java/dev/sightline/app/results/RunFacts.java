package dev.sightline.app.results;

import dev.sightline.platform.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a summary says beside what was seen.
 *
 * @param folder where the results lie
 * @param cameras ids, in the order they were given
 * @param lookedFor watchlist entry id to name
 * @param settings what the results were made with, label to value; never a secret
 * @param incomplete why this is not all; empty when it is
 * @param problems what was asked for and not done
 */
public record RunFacts(
        String folder,
        List<String> cameras,
        Map<String, String> lookedFor,
        Map<String, String> settings,
        String incomplete,
        List<Problem> problems) {
    public RunFacts {
        cameras = List.copyOf(cameras);
        lookedFor = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lookedFor));
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        problems = List.copyOf(problems);
    }

    /** The same with other problems. */
    public RunFacts withProblems(List<Problem> others) {
        return new RunFacts(folder, cameras, lookedFor, settings, incomplete, others);
    }

    /** The name of a watchlist entry; its id when it is not one of this run. */
    String name(String entry) {
        return lookedFor.getOrDefault(entry, entry);
    }
}
