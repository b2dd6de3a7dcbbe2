package dev.sightline.contracts.calibration;

import java.util.Arrays;

/**
 * An empirical distribution of cosine scores, thinned to a few hundred knots that keep the tails exact.
 *
 * @param count scores behind it
 * @param scores knots, strictly ascending cosine similarities
 * @param atLeast {@code atLeast[i]}: share of scores {@code >= scores[i]}, non-increasing, 0..1
 */
public record ScoreDistribution(long count, double[] scores, double[] atLeast) {

    public ScoreDistribution {
        if (count < 1 || scores.length < 1 || scores.length != atLeast.length) {
            throw new IllegalArgumentException("a score distribution needs at least one score and as many shares as"
                    + " knots; got count " + count + ", " + scores.length + " knots, " + atLeast.length + " shares");
        }
        for (int i = 0; i < scores.length; i++) {
            boolean ordered = i == 0 || (scores[i] > scores[i - 1] && atLeast[i] <= atLeast[i - 1]);
            if (!ordered || !(atLeast[i] >= 0 && atLeast[i] <= 1) || !(scores[i] >= -1.001 && scores[i] <= 1.001)) {
                throw new IllegalArgumentException("score distribution is not ordered at knot " + i + ": score "
                        + scores[i] + ", share at least " + atLeast[i]);
            }
        }
        scores = scores.clone();
        atLeast = atLeast.clone();
    }

    @Override
    public double[] scores() {
        return scores.clone();
    }

    @Override
    public double[] atLeast() {
        return atLeast.clone();
    }

    /** Share of scores at or above {@code score}, linear between knots, 0..1. */
    public double shareAtLeast(double score) {
        int last = scores.length - 1;
        if (score <= scores[0]) {
            return score == scores[0] ? atLeast[0] : 1;
        }
        if (score > scores[last]) {
            return 0;
        }
        int low = 0;
        int high = last;
        while (high - low > 1) {
            int mid = (low + high) >>> 1;
            if (scores[mid] <= score) {
                low = mid;
            } else {
                high = mid;
            }
        }
        if (score == scores[high]) {
            return atLeast[high];
        }
        double t = (score - scores[low]) / (scores[high] - scores[low]);
        return atLeast[low] + t * (atLeast[high] - atLeast[low]);
    }

    /**
     * The smallest knot (or just above the largest) whose share of scores at or above it does not pass {@code share}.
     *
     * @throws IllegalArgumentException for a share below 1/count: the sample cannot show it
     */
    public double scoreExceededBy(double share) {
        if (!shows(share) || share > 1) {
            throw new IllegalArgumentException("a rate of " + share + " cannot be read off " + count
                    + " scores; ask for at least " + 1.0 / count + " or calibrate on more pairs");
        }
        for (int i = 0; i < scores.length; i++) {
            if (atLeast[i] <= share) {
                return scores[i];
            }
        }
        return aboveAll();
    }

    /** Whether the sample is large enough to show a rate of {@code share}: at least one score in it. */
    public boolean shows(double share) {
        return share * count >= 1 - 1e-9;
    }

    /** The least score above every score of the sample. */
    public double aboveAll() {
        return Math.nextUp(scores[scores.length - 1]);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ScoreDistribution d
                && count == d.count
                && Arrays.equals(scores, d.scores)
                && Arrays.equals(atLeast, d.atLeast);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(count) + Arrays.hashCode(scores)) + Arrays.hashCode(atLeast);
    }

    @Override
    public String toString() {
        return "ScoreDistribution[" + count + " scores, " + scores.length + " knots, " + scores[0] + " to "
                + scores[scores.length - 1] + "]";
    }
}
