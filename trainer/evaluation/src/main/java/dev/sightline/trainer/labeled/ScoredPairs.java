package dev.sightline.trainer.labeled;

import java.util.Arrays;

/** Scores of pairs, cosines unless they were compared otherwise, with the number of the person on either side. Immutable; made by {@link PairScores}. */
public final class ScoredPairs {
    private final double[] scores;
    private final int[] left;
    private final int[] right;

    /**
     * Pairs given by their parts, all of one length.
     *
     * @param left person of one side
     * @param right person of the other side
     */
    public ScoredPairs(double[] scores, int[] left, int[] right) {
        if (scores.length != left.length || scores.length != right.length) {
            throw new IllegalArgumentException("pairs need a score and two people each, got " + scores.length
                    + " scores, " + left.length + " and " + right.length + " people");
        }
        this.scores = scores.clone();
        this.left = left.clone();
        this.right = right.clone();
    }

    /** How many pairs. */
    public int size() {
        return scores.length;
    }

    /** Score of pair {@code i}. */
    public double score(int i) {
        return scores[i];
    }

    /** Person on one side of pair {@code i}. */
    public int left(int i) {
        return left[i];
    }

    /** Person on the other side of pair {@code i}. */
    public int right(int i) {
        return right[i];
    }

    /** A copy of the scores. */
    public double[] scores() {
        return scores.clone();
    }

    @Override
    public String toString() {
        return "ScoredPairs[" + scores.length + "]";
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ScoredPairs p
                && Arrays.equals(scores, p.scores)
                && Arrays.equals(left, p.left)
                && Arrays.equals(right, p.right);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scores);
    }
}
