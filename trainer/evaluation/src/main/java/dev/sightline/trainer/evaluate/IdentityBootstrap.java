package dev.sightline.trainer.evaluate;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.trainer.labeled.PairScores;
import dev.sightline.trainer.labeled.ScoredPairs;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Intervals that know that crops and pairs share people: whole people are drawn with replacement. What is of one person
 * counts as often as that person was drawn, an impostor pair as often as the product of its two (Bolle, Ratha and
 * Pankanti 2004). A threshold for a target rate is found again in each draw, so its uncertainty is in the interval.
 *
 * @param resamples draws, at least 100
 * @param confidence two-sided, such as .95
 * @param seed of the draws; equal seeds draw the same people, so that two models can be compared draw by draw
 */
public record IdentityBootstrap(int resamples, double confidence, long seed) {

    public IdentityBootstrap {
        if (resamples < 100 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(resamples + " resamples at confidence " + confidence
                    + " are not allowed: use at least 100 resamples and a confidence between 0 and 1");
        }
    }

    /** 1000 draws, 95%, seed 1. */
    public static IdentityBootstrap defaults() {
        return new IdentityBootstrap(1_000, 0.95, 1);
    }

    /**
     * A figure over all draws, ascending; draws for which it is NaN (nothing to measure) are left out.
     *
     * @param people how many there are
     * @param figure from how often each person was drawn to the figure
     * @throws IllegalArgumentException when no draw has a figure
     */
    public double[] values(int people, ToDoubleFunction<int[]> figure) {
        Random random = new Random(seed);
        double[] values = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            int[] drawn = new int[people];
            for (int i = 0; i < people; i++) {
                drawn[random.nextInt(people)]++;
            }
            values[r] = figure.applyAsDouble(drawn);
        }
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException(
                    "no draw has anything to measure; use more people with two crops or more");
        }
        return sorted;
    }

    /** The percentile interval of a rate; see {@link #values}. */
    public RateInterval interval(int people, ToDoubleFunction<int[]> rate) {
        double[] values = values(people, rate);
        double tail = (1 - confidence) / 2;
        return new RateInterval(quantile(values, tail), quantile(values, 1 - tail), confidence);
    }

    /** The percentile interval of the FNMR at the threshold that gives {@code fmr}. */
    public RateInterval fnmrAtFmr(PairScores pairs, double fmr) {
        int[] strictestFirst = descending(pairs.impostor());
        return interval(
                pairs.people(),
                drawn -> missed(pairs.genuine(), drawn, threshold(pairs.impostor(), strictestFirst, drawn, fmr)));
    }

    private static int[] descending(ScoredPairs pairs) {
        return IntStream.range(0, pairs.size())
                .boxed()
                .sorted((a, b) -> Double.compare(pairs.score(b), pairs.score(a)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Scores strictly above it are accepted: at most {@code fmr} of the drawn impostor pairs. */
    private static double threshold(ScoredPairs impostor, int[] strictestFirst, int[] drawn, double fmr) {
        double all = IntStream.range(0, impostor.size())
                .mapToDouble(i -> weight(impostor, i, drawn))
                .sum();
        double allowed = fmr * all;
        double passed = 0;
        for (int i : strictestFirst) {
            passed += weight(impostor, i, drawn);
            if (passed > allowed + 1e-9) {
                return impostor.score(i);
            }
        }
        return -2;
    }

    private static double missed(ScoredPairs genuine, int[] drawn, double threshold) {
        double all = 0;
        double missed = 0;
        for (int i = 0; i < genuine.size(); i++) {
            double weight = weight(genuine, i, drawn);
            all += weight;
            missed += genuine.score(i) > threshold ? 0 : weight;
        }
        return all == 0 ? Double.NaN : missed / all;
    }

    private static double weight(ScoredPairs pairs, int i, int[] drawn) {
        int left = drawn[pairs.left(i)];
        return pairs.left(i) == pairs.right(i) ? left : (double) left * drawn[pairs.right(i)];
    }

    /** The value below which a share {@code p} of the ascending values lies, linear between values. */
    public static double quantile(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int low = (int) Math.floor(position);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (position - low) * (sorted[high] - sorted[low]);
    }
}
