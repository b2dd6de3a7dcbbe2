package dev.sightline.platform.deadletter;

import java.util.Map;

/**
 * What a replay did.
 *
 * @param replayed records put back, by origin topic
 * @param passedOver letters the filter did not take; they stay for a later replay
 * @param impossible records that cannot be put back: no such topic in this installation, cut or left out because they
 *     were too large or too many, not readable
 */
public record ReplayReport(Map<String, Integer> replayed, int passedOver, int impossible) {
    public ReplayReport {
        replayed = Map.copyOf(replayed);
    }

    public int total() {
        return replayed.values().stream().mapToInt(Integer::intValue).sum();
    }
}
