package dev.sightline.contracts.calibration;

import java.util.List;
import java.util.Optional;

/**
 * What a cosine says in a search over many: how much more likely it is of one person than of two, and how many strangers
 * look as alike. The likelihood ratio is the smaller of two: that of the smoothed densities ({@link LikelihoodCurve}), and the
 * share of genuine pairs over the share of impostor pairs at or above the cosine, which a sample of n impostor pairs
 * bounds by n. So a few thousand pairs never say "one in a million". Immutable, safe to share between threads.
 */
public final class Likeness {
    private static final int CELLS = 800;
    /** Far above what any sample can show, which bounds it. */
    private static final double UNBOUNDED = 30;

    private final Calibration calibration;
    private final double[] ratios;
    private final ImpostorEvidence impostors;

    private Likeness(Calibration calibration) {
        this.calibration = calibration;
        this.ratios = ratios(calibration);
        this.impostors = ImpostorEvidence.of(calibration.impostor(), this::logLikelihoodRatio);
    }

    /**
     * Of the calibration that fits a comparison, or else the next best.
     *
     * @param calibrations of one model
     * @return empty when the model has none: then its distances say nothing
     */
    public static Optional<Likeness> of(List<Calibration> calibrations, Comparison comparison) {
        return Optional.<Calibration>empty()
                .or(() -> first(calibrations, comparison))
                .or(() -> first(calibrations, Comparison.TRACKLET_EXEMPLAR))
                .or(() -> first(calibrations, Comparison.CROP_CROP))
                .map(Likeness::new);
    }

    private static Optional<Calibration> first(List<Calibration> calibrations, Comparison comparison) {
        return calibrations.stream().filter(c -> c.comparison() == comparison).findFirst();
    }

    public Calibration calibration() {
        return calibration;
    }

    /** Natural log; never less for a greater cosine. */
    public double logLikelihoodRatio(double cosine) {
        double place = (Math.max(-1, Math.min(1, cosine)) + 1) / 2 * CELLS;
        int cell = Math.min(CELLS - 1, (int) place);
        double t = place - cell;
        return ratios[cell] * (1 - t) + ratios[cell + 1] * t;
    }

    /** The share of strangers who look at least as alike; never less than the sample can show. */
    public double fmr(double cosine) {
        return Math.max(least(), calibration.fmr(cosine));
    }

    /** The share of genuine pairs that look less alike. */
    public double fnmr(double cosine) {
        return calibration.fnmr(cosine);
    }

    /** The share of strangers for whom the log-likelihood ratios of this and another modality sum to at least {@code sum}. */
    public double fmrOfSum(double sum, Likeness other) {
        return Math.max(least() * other.least(), impostors.shareAtLeast(sum, other.impostors));
    }

    private double least() {
        return 1.0 / calibration.impostor().count();
    }

    private static double[] ratios(Calibration calibration) {
        LikelihoodCurve smooth = LikelihoodCurve.of(calibration, UNBOUNDED);
        double leastGenuine = 1.0 / calibration.genuine().count();
        double leastImpostor = 1.0 / calibration.impostor().count();
        double[] ratios = new double[CELLS + 1];
        double shown = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= CELLS; i++) {
            double cosine = 2.0 * i / CELLS - 1;
            double genuine = Math.max(leastGenuine, calibration.genuine().shareAtLeast(cosine));
            double impostor = Math.max(leastImpostor, calibration.fmr(cosine));
            shown = Math.max(shown, Math.log(genuine / impostor));
            ratios[i] = Math.min(smooth.at(cosine), shown);
        }
        return ratios;
    }
}
