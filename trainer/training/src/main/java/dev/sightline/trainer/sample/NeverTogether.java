package dev.sightline.trainer.sample;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Identities that may be one person, so that no batch holds two of them: losses take every two identities of a batch for two
 * people. Immutable.
 */
public final class NeverTogether {
    /** Every two identities may be in one batch. */
    public static final NeverTogether NOBODY = new NeverTogether(Map.of());

    private final Map<Integer, Set<Integer>> others;

    /** @param others for an identity those it may be; with each pair both ways round */
    public NeverTogether(Map<Integer, Set<Integer>> others) {
        Map<Integer, Set<Integer>> kept = new HashMap<>();
        others.forEach((one, those) -> kept.put(one, Set.copyOf(those)));
        this.others = Map.copyOf(kept);
    }

    boolean allow(int person, Set<Integer> batch) {
        return Collections.disjoint(others.getOrDefault(person, Set.of()), batch);
    }

    /** Those whom the identities of a batch may be. */
    Set<Integer> of(Set<Integer> batch) {
        Set<Integer> all = new HashSet<>();
        batch.forEach(person -> all.addAll(others.getOrDefault(person, Set.of())));
        return all;
    }

    /** Every person in a batch keeps at most so many others out, so that whoever is drawn first leaves enough. */
    void requireRoom(int people, int batch) {
        int most = others.values().stream().mapToInt(Set::size).max().orElse(0);
        if (people < batch * (1L + most)) {
            throw new IllegalArgumentException("one person of the data may be any of " + most + " others, so " + people
                    + " identities do not fill every batch of " + batch + ": use fewer, such as batch.people="
                    + Math.max(2, people / (1 + most))
                    + ", or look at the suspects and take those who are two people off the list");
        }
    }
}
