package dev.sightline.app.track;

import dev.sightline.app.results.BatchResults;
import dev.sightline.platform.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch came to.
 *
 * @param lookedFor watchlist entry id to name
 * @param incomplete why this is not all; empty when it is
 * @param problems what went wrong with the cameras
 */
public record BatchOutcome(
        BatchResults results, Map<String, String> lookedFor, String incomplete, List<Problem> problems) {
    public BatchOutcome {
        lookedFor = Collections.unmodifiableMap(new LinkedHashMap<>(lookedFor));
        problems = List.copyOf(problems);
    }
}
