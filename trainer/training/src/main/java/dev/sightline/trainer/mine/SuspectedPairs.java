package dev.sightline.trainer.mine;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Pairs of crops, by place, whose label "different" is doubted: no hard negatives until somebody has looked. Immutable. */
public final class SuspectedPairs {
    private final Map<Integer, Set<Integer>> pairs = new HashMap<>();

    /** From pairs of two places each. */
    public SuspectedPairs(Collection<int[]> pairs) {
        for (int[] pair : pairs) {
            this.pairs.computeIfAbsent(pair[0], k -> new HashSet<>()).add(pair[1]);
            this.pairs.computeIfAbsent(pair[1], k -> new HashSet<>()).add(pair[0]);
        }
    }

    /** Nothing is doubted. */
    public static SuspectedPairs none() {
        return new SuspectedPairs(Set.of());
    }

    boolean holds(int one, int other) {
        return pairs.getOrDefault(one, Set.of()).contains(other);
    }

    /** The most doubted pairs that any crop is in. */
    int most() {
        return pairs.values().stream().mapToInt(Set::size).max().orElse(0);
    }
}
