package dev.sightline.contracts.calibration;

/**
 * The exact binomial confidence interval of a rate (Clopper and Pearson 1934): it holds for any count, also none, where
 * its upper end is the "rule of three" (about 3/n at 95%).
 *
 * <p>It takes the trials for independent. Pairs that share people are not, so of pair counts this is the narrowest
 * honest interval; resampling whole identities gives the wider, true one.
 *
 * @param low lower end, 0..1
 * @param high upper end, 0..1
 * @param confidence two-sided, such as .95
 */
public record RateInterval(double low, double high, double confidence) {
    private static final int BISECTIONS = 200;

    public RateInterval {
        if (!(low >= 0 && low <= high && high <= 1) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("no interval of a rate: " + low + " to " + high + " at " + confidence
                    + "; allowed: 0 <= low <= high <= 1 and a confidence between 0 and 1");
        }
    }

    /**
     * The interval of {@code events} in {@code trials}.
     *
     * @param events how often it happened; may be a fraction where a rate was interpolated
     * @throws IllegalArgumentException unless 0 <= events <= trials, trials >= 1 and 0 < confidence < 1
     */
    public static RateInterval ofCount(double events, long trials, double confidence) {
        if (!(events >= 0 && events <= trials) || trials < 1 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("no rate of " + events + " in " + trials + " at confidence " + confidence
                    + "; allowed: 0 <= events <= trials, at least one trial, a confidence between 0 and 1");
        }
        double tail = (1 - confidence) / 2;
        double low = events == 0 ? 0 : quantile(tail, events, trials - events + 1);
        double high = events == trials ? 1 : quantile(1 - tail, events + 1, trials - events);
        return new RateInterval(low, high, confidence);
    }

    /** The x with {@code I_x(a, b) = p}, by bisection. */
    private static double quantile(double p, double a, double b) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS && high - low > 1e-15 * high; i++) {
            double mid = (low + high) / 2;
            if (IncompleteBeta.regularised(mid, a, b) < p) {
                low = mid;
            } else {
                high = mid;
            }
        }
        return (low + high) / 2;
    }
}
