package dev.sightline.matcher.link;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;

/**
 * What distances of one model mean, read off its calibration.
 *
 * @param calibration tracklet-exemplar where the package has it, else crop-crop
 */
record Scale(Calibration calibration) {
    /** Genuine pairs that fall beyond {@link #differentPeopleDistance()}. */
    private static final double GENUINE_BEYOND = 0.01;

    Comparison comparison() {
        return calibration.comparison();
    }

    /** The false match rate nearest to the one asked for that the calibration's sample can show. */
    double shownFmr(double asked) {
        return Math.min(1, Math.max(asked, 1.0 / calibration.impostor().count()));
    }

    /** Greatest squared distance that links at a false match rate, or at the least one the sample can show. */
    double threshold(double fmr) {
        return calibration.squaredDistanceAtFmr(shownFmr(fmr));
    }

    /** Squared distance that 99 of 100 genuine pairs stay within: beyond it, these are two people. */
    double differentPeopleDistance() {
        double share = Math.max(1 - GENUINE_BEYOND, 1.0 / calibration.genuine().count());
        return 2 * (1 - calibration.genuine().scoreExceededBy(share));
    }
}
