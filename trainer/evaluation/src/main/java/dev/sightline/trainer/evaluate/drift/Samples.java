package dev.sightline.trainer.evaluate.drift;

import dev.sightline.platform.statistics.StabilityBins;
import java.util.Arrays;

/** How far two samples of numbers are apart as distributions. Stateless. */
final class Samples {
    /** Terms of Kolmogorov's series. */
    private static final int TERMS = 100;

    private Samples() {}

    /** {@link StabilityBins#psi} of a sample over bins of a reference. */
    static double psi(double[] reference, double[] current, int bins) {
        StabilityBins stability = new StabilityBins(reference, bins);
        return stability.psi(stability.counts(current));
    }

    /** The Kolmogorov-Smirnov statistic: the greatest difference of the two distribution functions. */
    static double ks(double[] one, double[] other) {
        double[] a = sorted(one);
        double[] b = sorted(other);
        int i = 0;
        int j = 0;
        double greatest = 0;
        while (i < a.length && j < b.length) {
            double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= at) {
                i++;
            }
            while (j < b.length && b[j] <= at) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs(i / (double) a.length - j / (double) b.length));
        }
        return greatest;
    }

    /** How often chance alone gives as great a statistic, for samples of some size (Stephens 1970). */
    static double ksChance(double statistic, int one, int other) {
        double size = Math.sqrt((double) one * other / (one + other));
        double lambda = (size + .12 + .11 / size) * statistic;
        if (lambda < .2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2 * lambda * lambda * k * k);
        }
        return Math.max(0, Math.min(1, sum));
    }

    private static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }
}
