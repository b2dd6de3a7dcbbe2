package dev.sightline.platform.statistics;

import java.util.Arrays;

/**
 * Bins that each hold the same share of a reference sample, and how far the counts of another sample in them are from it.
 * Immutable.
 */
public final class StabilityBins {
    /** Share that an empty bin counts as having, so that no logarithm is infinite. */
    private static final double LEAST_SHARE = 1e-4;

    private final double[] edges;
    private final double[] reference;

    /**
     * Of a reference.
     *
     * @param reference at least one number for each bin
     * @param bins at least 2
     */
    public StabilityBins(double[] reference, int bins) {
        if (bins < 2 || reference.length < bins) {
            throw new IllegalArgumentException(
                    bins + " bins of " + reference.length + " numbers: use 2 bins or more, and as many numbers");
        }
        double[] sorted = reference.clone();
        Arrays.sort(sorted);
        edges = new double[bins - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = sorted[(int) ((long) (i + 1) * sorted.length / bins)];
        }
        this.reference = shares(counts(reference));
    }

    /** The bin of a number. */
    public int bin(double value) {
        int at = Arrays.binarySearch(edges, value);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** How many numbers lie in each bin. */
    public int[] counts(double[] values) {
        int[] counts = new int[edges.length + 1];
        for (double value : values) {
            counts[bin(value)]++;
        }
        return counts;
    }

    /**
     * Population stability index: the sum of (q - p) ln(q / p). Up to .1 counts as stable, above .25 as another population
     * (Siddiqi 2006).
     *
     * @param counts of each bin, at least one number in all
     */
    public double psi(int[] counts) {
        double[] now = shares(counts);
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            double p = Math.max(LEAST_SHARE, reference[i]);
            double q = Math.max(LEAST_SHARE, now[i]);
            sum += (q - p) * Math.log(q / p);
        }
        return sum;
    }

    /** What {@link #psi} comes to by chance where nothing changed, on the mean: (bins - 1) (1/n + 1/m). */
    public static double psiByChance(int reference, int current, int bins) {
        return (bins - 1) * (1.0 / reference + 1.0 / current);
    }

    /** The Kolmogorov-Smirnov statistic as far as bins show it: the greatest difference of the shares up to an edge. */
    public double ks(int[] counts) {
        double[] now = shares(counts);
        double apart = 0;
        double greatest = 0;
        for (int i = 0; i < now.length; i++) {
            apart += now[i] - reference[i];
            greatest = Math.max(greatest, Math.abs(apart));
        }
        return greatest;
    }

    private static double[] shares(int[] counts) {
        double all = Arrays.stream(counts).sum();
        return Arrays.stream(counts).mapToDouble(c -> c / all).toArray();
    }
}
