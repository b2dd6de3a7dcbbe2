package dev.sightline.matcher.link.evidence;

import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.score.Scale;

/**
 * How near one identity is to a tracklet in one modality.
 *
 * @param probe what was compared
 * @param scale what its distances mean
 * @param squaredDistance L2, corrected
 * @param correction what of it comes from the strangers of this site, who look more or less alike than those of the
 *     calibration
 * @param strictness what a rate is multiplied by for the threshold: below 1 when the identity's exemplars that count
 *     are of the tracklet's own camera, where different people look more alike
 */
public record ModalityMatch(Probe probe, Scale scale, double squaredDistance, double correction, double strictness) {
    boolean sameCamera() {
        return strictness < 1;
    }

    /** Within one camera both impostors and genuine pairs are nearer: half of the strictness counts against it. */
    double logLikelihoodRatio() {
        return scale.logLikelihoodRatio(squaredDistance) + Math.log(strictness) / 2;
    }

    /** How many impostors would be as near. */
    double fmr() {
        return Math.min(1, scale.fmr(squaredDistance) / strictness);
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
