package dev.sightline.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what was asked for and not done. Problems of one place and kind become one, with the first one's words and the
 * sum of their counts, so that a thousand broken frames are one line. Thread-safe.
 */
public final class Problems {
    private record Key(String where, String kind) {}

    private final Map<Key, Problem> found = new LinkedHashMap<>();

    /** Notes one. */
    public synchronized void add(Problem problem) {
        found.merge(
                new Key(problem.where(), problem.kind()),
                problem,
                (first, more) -> new Problem(
                        first.where(), first.kind(), first.what(), first.count() + more.count(), first.advice()));
    }

    /** Notes several. */
    public void addAll(Iterable<Problem> problems) {
        problems.forEach(this::add);
    }

    /** Everything so far, in the order of first appearance. */
    public synchronized List<Problem> all() {
        return List.copyOf(found.values());
    }

    /** Whether nothing went wrong so far. */
    public synchronized boolean isEmpty() {
        return found.isEmpty();
    }
}
