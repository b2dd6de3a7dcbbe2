package dev.sightline.matcher.link;

import dev.sightline.matcher.link.score.Scale;

/**
 * How near one identity is to a tracklet in one modality.
 *
 * @param probe what was compared
 * @param scale what its distances mean
 * @param squaredDistance L2
 * @param equivalent the distance across cameras that says as much: within a camera, where people look more alike, a
 *     greater one
 * @param strictness what a rate is multiplied by for the threshold: below 1 when the identity's exemplars that count
 *     are of the tracklet's own camera
 */
record ModalityMatch(Probe probe, Scale scale, double squaredDistance, double equivalent, double strictness) {
    boolean sameCamera() {
        return strictness < 1;
    }

    double logLikelihoodRatio() {
        return scale.logLikelihoodRatio(equivalent);
    }

    /** How many impostors would be as near. */
    double fmr() {
        return scale.fmr(equivalent);
    }

    /** The least rate that the calibration's sample can show. */
    double leastFmr() {
        return Math.min(1, scale.leastFmr() / strictness);
    }

    /** Greatest squared distance that links at a rate. */
    double threshold(double fmr) {
        return scale.threshold(fmr * strictness);
    }

    /** A genuine pair may lie as far apart. */
    boolean near() {
        return squaredDistance <= scale.differentPeopleDistance();
    }
}
