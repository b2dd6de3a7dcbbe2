package dev.sightline.matcher.link.score;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ImpostorEvidence;
import dev.sightline.contracts.calibration.LikelihoodCurve;

/**
 * What distances of one model mean, read off its calibration. Immutable, safe to share between threads.
 */
public final class Scale {
    /** Genuine pairs that fall beyond {@link #differentPeopleDistance()}. */
    private static final double GENUINE_BEYOND = 0.01;

    private static final double HALF = 0.5;

    private final Calibration calibration;
    private final LikelihoodCurve curve;
    private final ImpostorEvidence impostors;
    private final double differentPeople;
    private final double strangersCosine;

    /** @param calibration tracklet-exemplar where the package has it, else crop-crop */
    Scale(Calibration calibration) {
        this.calibration = calibration;
        this.curve = LikelihoodCurve.of(calibration);
        this.impostors = ImpostorEvidence.of(calibration.impostor(), curve::at);
        double share = Math.max(1 - GENUINE_BEYOND, 1.0 / calibration.genuine().count());
        this.strangersCosine = calibration
                .impostor()
                .scoreExceededBy(Math.max(HALF, 1.0 / calibration.impostor().count()));
        this.differentPeople = 2 * (1 - calibration.genuine().scoreExceededBy(share));
    }

    public Calibration calibration() {
        return calibration;
    }

    /** Distances are of single crops, because the package knows nothing about tracklets. */
    public boolean comparesCrops() {
        return calibration.comparison() == Comparison.CROP_CROP;
    }

    /** The log-likelihood ratio that two at a squared distance are one person. */
    public double logLikelihoodRatio(double squaredDistance) {
        return curve.at(1 - squaredDistance / 2);
    }

    /** The share of impostor pairs as near as a squared distance; never less than the sample can show. */
    public double fmr(double squaredDistance) {
        return Math.max(leastFmr(), calibration.fmr(1 - squaredDistance / 2));
    }

    /** The cosine that half of the calibration's impostors exceed. */
    public double strangersCosine() {
        return strangersCosine;
    }

    /** The least false match rate that the calibration's sample can show. */
    public double leastFmr() {
        return 1.0 / calibration.impostor().count();
    }

    /** The false match rate nearest to the one asked for that the calibration's sample can show. */
    public double shownFmr(double asked) {
        return Math.min(1, Math.max(asked, leastFmr()));
    }

    /** Greatest squared distance that links at a false match rate, or at the least one the sample can show. */
    public double threshold(double fmr) {
        return calibration.squaredDistanceAtFmr(shownFmr(fmr));
    }

    /** Squared distance that 99 of 100 genuine pairs stay within: beyond it, these are two people. */
    public double differentPeopleDistance() {
        return differentPeople;
    }

    /** The share of impostors whose log-likelihood ratios of this and another, independent modality sum to at least {@code sum}. */
    public double fmrOfSum(double sum, Scale other) {
        return Math.max(leastFmr() * other.leastFmr(), impostors.shareAtLeast(sum, other.impostors));
    }
}
