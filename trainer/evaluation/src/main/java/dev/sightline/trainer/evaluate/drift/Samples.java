package dev.sightline.trainer.evaluate.drift;

import java.util.Arrays;

/** How far two samples of numbers are apart as distributions. Stateless. */
final class Samples {
    /** Share that an empty bin counts as having, so that no logarithm is infinite. */
    private static final double LEAST_SHARE = 1e-4;
    /** Terms of Kolmogorov's series. */
    private static final int TERMS = 100;

    private Samples() {}

    /**
     * Population stability index: over bins that each hold the same share of the reference, the sum of (q - p) ln(q / p). Up to .1
     * counts as stable, above .25 as another population (Siddiqi 2006).
     *
     * @param reference at least one number for each bin
     */
    static double psi(double[] reference, double[] current, int bins) {
        double[] sorted = sorted(reference);
        double[] edges = new double[bins - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = sorted[(int) ((long) (i + 1) * sorted.length / bins)];
        }
        double[] before = shares(reference, edges);
        double[] now = shares(current, edges);
        double sum = 0;
        for (int i = 0; i < bins; i++) {
            double p = Math.max(LEAST_SHARE, before[i]);
            double q = Math.max(LEAST_SHARE, now[i]);
            sum += (q - p) * Math.log(q / p);
        }
        return sum;
    }

    /** What the index comes to by chance where nothing changed, on the mean: (bins - 1) (1/n + 1/m). */
    static double psiByChance(int reference, int current, int bins) {
        return (bins - 1) * (1.0 / reference + 1.0 / current);
    }

    private static double[] shares(double[] values, double[] edges) {
        double[] shares = new double[edges.length + 1];
        for (double value : values) {
            int at = Arrays.binarySearch(edges, value);
            shares[at >= 0 ? at + 1 : -at - 1] += 1.0 / values.length;
        }
        return shares;
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
