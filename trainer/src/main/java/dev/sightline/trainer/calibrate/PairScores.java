package dev.sightline.trainer.calibrate;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/** The cosines of the genuine and of the impostor pairs between two lists, each list bounded by a seeded draw. */
record PairScores(double[] genuine, double[] impostor) {

    /**
     * Compares every left with every right that comes after it.
     *
     * @param right the same list as {@code left} for unordered pairs of one list, else every pair is taken
     * @param genuinePair whether a pair of one person counts
     * @param maxPairs about the most pairs of either kind
     */
    static PairScores between(
            List<Probe> left, List<Probe> right, BiPredicate<Probe, Probe> genuinePair, int maxPairs, long seed) {
        long[] counts = new long[2];
        walk(left, right, genuinePair, (a, b, genuine) -> counts[genuine ? 1 : 0]++);
        Draw impostors = new Draw(counts[0], maxPairs, seed);
        Draw genuines = new Draw(counts[1], maxPairs, seed + 1);
        walk(left, right, genuinePair, (a, b, genuine) -> (genuine ? genuines : impostors).offer(a, b));
        return new PairScores(genuines.scores(), impostors.scores());
    }

    private static void walk(
            List<Probe> left, List<Probe> right, BiPredicate<Probe, Probe> genuinePair, Visitor visitor) {
        boolean oneList = left == right;
        for (int i = 0; i < left.size(); i++) {
            Probe a = left.get(i);
            for (int j = oneList ? i + 1 : 0; j < right.size(); j++) {
                Probe b = right.get(j);
                boolean same = a.samePerson(b);
                if (!same || genuinePair.test(a, b)) {
                    visitor.visit(a, b, same);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Probe a, Probe b, boolean genuine);
    }

    /** Exactly {@code min(offered, maxPairs)} of the pairs, each equally likely (Knuth's selection sampling). */
    private static final class Draw {
        private final SplittableRandom random;
        private final double[] scores;
        private long left;
        private int taken;

        Draw(long offered, int maxPairs, long seed) {
            this.random = new SplittableRandom(seed);
            this.left = offered;
            this.scores = new double[(int) Math.min(offered, maxPairs)];
        }

        void offer(Probe a, Probe b) {
            int wanted = scores.length - taken;
            boolean take = wanted == left || random.nextDouble() * left < wanted;
            left--;
            if (take && wanted > 0) {
                scores[taken++] = a.vector().cosine(b.vector());
            }
        }

        double[] scores() {
            return Arrays.copyOf(scores, taken);
        }
    }
}
