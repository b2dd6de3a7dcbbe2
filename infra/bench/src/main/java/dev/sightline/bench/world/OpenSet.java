package dev.sightline.bench.world;

import dev.sightline.contracts.calibration.RateInterval;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How strangers and people who come back fare. A stranger is a first visit anywhere. It counts as taken for somebody
 * when its identity, as it stands in the end, holds an earlier visit of somebody else; a later visit counts as missed
 * unless its identity holds an earlier visit of the same person.
 *
 * @param strangers first visits
 * @param taken of these, taken for somebody, in the end
 * @param takenAtFirst of these, given somebody's identity at their first decision, corrected since or not
 * @param returns later visits
 * @param missed of these, not recognized
 */
record OpenSet(int strangers, int taken, int takenAtFirst, int returns, int missed) {
    private static final double CONFIDENCE = 0.95;

    static OpenSet of(List<Placed> placed, Map<String, Boolean> firstDecisions) {
        Map<String, Set<Integer>> seen = new HashMap<>();
        Set<Integer> known = new HashSet<>();
        int[] counts = new int[5];
        for (Placed p : placed) {
            Set<Integer> before = p.hasIdentity() ? seen.computeIfAbsent(p.identity(), k -> new HashSet<>()) : Set.of();
            if (known.add(p.visit().person())) {
                counts[0]++;
                counts[1] += before.isEmpty() ? 0 : 1;
                counts[2] += firstDecisions.getOrDefault(p.visit().trackletId(), false) ? 1 : 0;
            } else {
                counts[3]++;
                counts[4] += before.contains(p.visit().person()) ? 0 : 1;
            }
            if (p.hasIdentity()) {
                before.add(p.visit().person());
            }
        }
        return new OpenSet(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    /** False positive identification rate. */
    double fpir() {
        return (double) taken / Math.max(1, strangers);
    }

    double fpirAtFirst() {
        return (double) takenAtFirst / Math.max(1, strangers);
    }

    /** False negative identification rate. */
    double fnir() {
        return (double) missed / Math.max(1, returns);
    }

    /** The exact binomial interval of {@link #fpir}. */
    RateInterval fpirInterval() {
        return RateInterval.ofCount(taken, Math.max(1, strangers), CONFIDENCE);
    }
}
