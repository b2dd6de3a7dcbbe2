package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.calibration.ScoreDistribution;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * Thins scores to a few hundred knots. The {@value #EXACT} scores at each end are all kept, so rates down to 1/n are
 * exact; further in, knots follow at ranks that grow by {@value #RATIO}, so that a rate between knots is off by no more
 * than that factor, on the strict side. Scores are rounded to millionths first, which keeps manifests short.
 */
final class Thinning {
    private static final int EXACT = 100;
    private static final double RATIO = 1.08;
    private static final double COARSE_RATIO = 1.2;
    private static final double GRAIN = 1e6;

    private Thinning() {}

    /** The distribution of at least one score. */
    static ScoreDistribution of(double[] scores) {
        return of(scores, EXACT, RATIO);
    }

    /** With a tenth of the exact ends and coarser steps, for curves of which a package has many. */
    static ScoreDistribution coarse(double[] scores) {
        return of(scores, EXACT / 10, COARSE_RATIO);
    }

    private static ScoreDistribution of(double[] scores, int exact, double ratio) {
        double[] sorted = Arrays.stream(scores)
                .map(s -> Math.rint(s * GRAIN) / GRAIN)
                .sorted()
                .toArray();
        int n = sorted.length;
        TreeSet<Integer> picks = new TreeSet<>();
        for (double rank = 0; rank <= n / 2.0 && rank < n; rank = next(rank, exact, ratio)) {
            picks.add((int) rank);
            picks.add(n - 1 - (int) rank);
        }
        double[] knots = picks.stream().mapToDouble(i -> sorted[i]).distinct().toArray();
        double[] atLeast = new double[knots.length];
        for (int k = 0; k < knots.length; k++) {
            atLeast[k] = (n - firstAtLeast(sorted, knots[k])) / (double) n;
        }
        return new ScoreDistribution(n, knots, atLeast);
    }

    private static double next(double rank, int exact, double ratio) {
        return rank < exact ? rank + 1 : rank * ratio;
    }

    private static int firstAtLeast(double[] sorted, double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] < score) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }
}
