package dev.sightline.trainer.sample;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
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

    /** Whether a person may be another one. */
    boolean names(int person) {
        return others.containsKey(person);
    }

    /** Everybody in a batch keeps those out whom they may be; enough must be left, no matter who is drawn first. */
    void requireRoom(int people, int batch) {
        List<Integer> kept = others.values().stream()
                .map(Set::size)
                .sorted(Collections.reverseOrder())
                .toList();
        int fits = 0;
        for (int gone = 0; fits < batch && gone < people; fits++) {
            gone += 1 + (fits < kept.size() ? kept.get(fits) : 0);
        }
        if (fits < batch) {
            throw new IllegalArgumentException("of " + people + " identities " + kept.size()
                    + " may be somebody else, so that not every batch of " + batch + " can be filled"
                    + (fits < 2 ? "" : ": use fewer, such as batch.people=" + fits)
                    + (fits < 2 ? ": " : ", or ")
                    + "look at the suspects and take those who are two people off the list");
        }
    }
}
