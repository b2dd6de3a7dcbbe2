package dev.sightline.contracts.calibration;

/**
 * The log-likelihood ratio (natural log) that a cosine is of one person rather than of two, from a calibration: two Gaussian kernel density
 * estimates (bandwidth by Silverman's rule, 1986), their ratio made monotone by pooling adjacent violators, tails
 * bounded. Immutable, safe to share between threads.
 */
public final class LikelihoodCurve {
    /** A single comparison never says more than about 1,000 to 1 for one person. */
    static final double MOST = 7;
    /** Nor more than about 50 to 1 against: people change clothes, and trackers take two people into one box. */
    static final double LEAST = -4;

    private static final int CELLS = 400;
    private static final int SAMPLES = 256;
    private static final double FLOOR = 1e-6;

    private final double[] ratios;

    private LikelihoodCurve(double[] ratios) {
        this.ratios = ratios;
    }

    /** Bounded as for one comparison of the matcher. */
    public static LikelihoodCurve of(Calibration calibration) {
        return of(calibration, MOST);
    }

    /** Bounded above by another {@code most}, for callers that bound it by what the sample can show. */
    static LikelihoodCurve of(Calibration calibration, double most) {
        double[] genuine = density(quantiles(calibration.genuine()));
        double[] impostor = density(quantiles(calibration.impostor()));
        double[] ratios = new double[CELLS + 1];
        double[] weights = new double[CELLS + 1];
        for (int i = 0; i <= CELLS; i++) {
            ratios[i] = Math.log((genuine[i] + FLOOR) / (impostor[i] + FLOOR));
            weights[i] = genuine[i] + impostor[i] + FLOOR;
        }
        pool(ratios, weights);
        for (int i = 0; i <= CELLS; i++) {
            ratios[i] = Math.max(LEAST, Math.min(most, ratios[i]));
        }
        return new LikelihoodCurve(ratios);
    }

    /** Between {@link #LEAST} and {@link #MOST}; never less for a greater cosine. */
    public double at(double cosine) {
        double place = (Math.max(-1, Math.min(1, cosine)) + 1) / 2 * CELLS;
        int cell = Math.min(CELLS - 1, (int) place);
        double t = place - cell;
        return ratios[cell] * (1 - t) + ratios[cell + 1] * t;
    }

    /** The scores at the middle of equal shares of a distribution, ascending. */
    private static double[] quantiles(ScoreDistribution distribution) {
        double[] values = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            values[SAMPLES - 1 - i] = exceededBy(distribution, (i + 0.5) / SAMPLES);
        }
        return values;
    }

    static double exceededBy(ScoreDistribution distribution, double share) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < 30; i++) {
            double middle = (low + high) / 2;
            if (distribution.shareAtLeast(middle) > share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double[] density(double[] sorted) {
        double mean = 0;
        double squares = 0;
        for (double v : sorted) {
            mean += v / sorted.length;
            squares += v * v / sorted.length;
        }
        double deviation = Math.sqrt(Math.max(0, squares - mean * mean));
        double quartiles = (sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4]) / 1.34;
        double width = Math.max(0.01, 0.9 * Math.min(deviation, quartiles) * Math.pow(sorted.length, -0.2));
        double[] density = new double[CELLS + 1];
        for (int i = 0; i <= CELLS; i++) {
            double score = 2.0 * i / CELLS - 1;
            for (double v : sorted) {
                double z = (score - v) / width;
                density[i] += Math.exp(-z * z / 2);
            }
            density[i] /= sorted.length * width * Math.sqrt(2 * Math.PI);
        }
        return density;
    }

    /** Isotonic regression by pooling adjacent violators (Ayer et al., 1955). */
    private static void pool(double[] values, double[] weights) {
        int n = values.length;
        double[] level = new double[n];
        double[] weight = new double[n];
        int[] length = new int[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            level[blocks] = values[i];
            weight[blocks] = weights[i];
            length[blocks++] = 1;
            while (blocks > 1 && level[blocks - 2] > level[blocks - 1]) {
                double sum = weight[blocks - 2] + weight[blocks - 1];
                level[blocks - 2] =
                        (level[blocks - 2] * weight[blocks - 2] + level[blocks - 1] * weight[blocks - 1]) / sum;
                weight[blocks - 2] = sum;
                length[blocks - 2] += length[--blocks];
            }
        }
        int at = 0;
        for (int b = 0; b < blocks; b++) {
            for (int i = 0; i < length[b]; i++) {
                values[at++] = level[b];
            }
        }
    }
}
