package dev.sightline.trainer.labeled;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;

/**
 * The genuine and the impostor pairs between two lists, each kind bounded by a seeded draw.
 *
 * @param genuine pairs of one person
 * @param impostor pairs of two people
 * @param people how many there are on both sides
 */
public record PairScores(ScoredPairs genuine, ScoredPairs impostor, int people) {

    /**
     * Every crop with every other. Genuine pairs are of one person in two cameras; where all crops come from one
     * camera, of two crops of one person. Impostor pairs are of two people in any cameras.
     *
     * @param maxPairs the most pairs of either kind
     * @throws dev.sightline.contracts.descriptor.IncomparableDescriptors for descriptors of two models
     */
    public static PairScores ofCrops(List<LabeledDescriptor> crops, int maxPairs, long seed) {
        return ofCrops(crops, maxPairs, seed, PairComparison.COSINE);
    }

    /** The same pairs by another comparison. */
    public static PairScores ofCrops(
            List<LabeledDescriptor> crops, int maxPairs, long seed, PairComparison comparison) {
        Numbering people = new Numbering();
        Numbering cameras = new Numbering();
        List<ComparedDescriptor> probes = new ArrayList<>();
        for (LabeledDescriptor crop : crops) {
            probes.add(
                    new ComparedDescriptor(crop.vector(), people.of(crop.identity()), cameras.of(crop.camera()), -1));
        }
        boolean oneCamera = cameras.count() == 1;
        return between(
                probes, probes, (a, b) -> oneCamera || a.camera() != b.camera(), new Draw(maxPairs, seed, comparison));
    }

    /**
     * Compares every left with every right.
     *
     * @param right the very same list as {@code left} for the unordered pairs within one list
     * @param genuinePair whether a pair of one person counts
     * @param maxPairs the most pairs of either kind
     */
    public static PairScores between(
            List<ComparedDescriptor> left,
            List<ComparedDescriptor> right,
            BiPredicate<ComparedDescriptor, ComparedDescriptor> genuinePair,
            int maxPairs,
            long seed) {
        return between(left, right, genuinePair, new Draw(maxPairs, seed, PairComparison.COSINE));
    }

    /** How many pairs of either kind are drawn at most, and how they are compared. */
    private record Draw(int maxPairs, long seed, PairComparison comparison) {
        SelectionSampling of(long offered, int kind) {
            return new SelectionSampling(offered, maxPairs, seed + kind, comparison);
        }
    }

    private static PairScores between(
            List<ComparedDescriptor> left,
            List<ComparedDescriptor> right,
            BiPredicate<ComparedDescriptor, ComparedDescriptor> genuinePair,
            Draw draw) {
        long[] counts = new long[2];
        int[] greatest = {-1};
        left.forEach(p -> greatest[0] = Math.max(greatest[0], p.person()));
        right.forEach(p -> greatest[0] = Math.max(greatest[0], p.person()));
        walk(left, right, genuinePair, (a, b, genuine) -> counts[genuine ? 1 : 0]++);
        SelectionSampling impostors = draw.of(counts[0], 0);
        SelectionSampling genuines = draw.of(counts[1], 1);
        walk(left, right, genuinePair, (a, b, genuine) -> (genuine ? genuines : impostors).offer(a, b));
        return new PairScores(genuines.pairs(), impostors.pairs(), greatest[0] + 1);
    }

    /**
     * Impostor pairs of one kind alone, such as of one camera.
     *
     * @param right the very same list as {@code left} for the unordered pairs within one list
     * @param kind which pairs of two people count
     * @param maxPairs the most pairs
     */
    public static ScoredPairs impostors(
            List<ComparedDescriptor> left,
            List<ComparedDescriptor> right,
            BiPredicate<ComparedDescriptor, ComparedDescriptor> kind,
            int maxPairs,
            long seed) {
        long[] count = new long[1];
        walk(left, right, (a, b) -> false, (a, b, genuine) -> count[0] += kind.test(a, b) ? 1 : 0);
        SelectionSampling draw = new SelectionSampling(count[0], maxPairs, seed, PairComparison.COSINE);
        walk(left, right, (a, b) -> false, (a, b, genuine) -> {
            if (kind.test(a, b)) {
                draw.offer(a, b);
            }
        });
        return draw.pairs();
    }

    private static void walk(
            List<ComparedDescriptor> left,
            List<ComparedDescriptor> right,
            BiPredicate<ComparedDescriptor, ComparedDescriptor> genuinePair,
            Visitor visitor) {
        boolean oneList = left == right;
        for (int i = 0; i < left.size(); i++) {
            ComparedDescriptor a = left.get(i);
            for (int j = oneList ? i + 1 : 0; j < right.size(); j++) {
                ComparedDescriptor b = right.get(j);
                boolean same = a.person() == b.person();
                if (!same || genuinePair.test(a, b)) {
                    visitor.visit(a, b, same);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(ComparedDescriptor a, ComparedDescriptor b, boolean genuine);
    }

    /** Exactly {@code min(offered, maxPairs)} of the pairs, each equally likely (Knuth's selection sampling). */
    private static final class SelectionSampling {
        private final SplittableRandom random;
        private final PairComparison comparison;
        private final UnitVector[] left;
        private final UnitVector[] right;
        private final int[] people;
        private final int[] others;
        private long toCome;
        private int taken;

        SelectionSampling(long offered, int maxPairs, long seed, PairComparison comparison) {
            int size = (int) Math.min(offered, maxPairs);
            this.random = new SplittableRandom(seed);
            this.toCome = offered;
            this.comparison = comparison;
            this.left = new UnitVector[size];
            this.right = new UnitVector[size];
            this.people = new int[size];
            this.others = new int[size];
        }

        void offer(ComparedDescriptor a, ComparedDescriptor b) {
            int wanted = people.length - taken;
            boolean take = wanted == toCome || random.nextDouble() * toCome < wanted;
            toCome--;
            if (take) {
                people[taken] = a.person();
                others[taken] = b.person();
                left[taken] = a.vector();
                right[taken++] = b.vector();
            }
        }

        ScoredPairs pairs() {
            double[] scores = taken == 0 ? new double[0] : comparison.scores(List.of(left), List.of(right));
            return new ScoredPairs(scores, people, others);
        }
    }
}
