package dev.sightline.trainer.sample;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Identities in endless shuffled rounds. In a round each identity comes as often as its crops need, but never twice in
 * one batch.
 */
final class IdentityQueue {
    private final List<Integer> visits;
    private final Random random;
    private final ArrayDeque<Integer> queue = new ArrayDeque<>();

    IdentityQueue(List<Integer> visits, Random random) {
        this.visits = List.copyOf(visits);
        this.random = random;
    }

    /** Takes the next identity that {@code free} lets into {@code batch} into it; false when none of the queue's is. */
    boolean drawInto(Set<Integer> batch, IntPredicate free) {
        List<Integer> aside = new ArrayList<>();
        boolean drawn = false;
        // Two rounds hold every identity at least twice, so any that is free turns up within them.
        for (int tries = 2 * visits.size(); !drawn && tries > 0; tries--) {
            if (queue.isEmpty()) {
                List<Integer> round = new ArrayList<>(visits);
                Collections.shuffle(round, random);
                queue.addAll(round);
            }
            int identity = queue.removeFirst();
            drawn = free.test(identity) && batch.add(identity);
            if (!drawn) {
                aside.add(identity);
            }
        }
        for (int i = aside.size() - 1; i >= 0; i--) {
            queue.addFirst(aside.get(i));
        }
        return drawn;
    }
}
