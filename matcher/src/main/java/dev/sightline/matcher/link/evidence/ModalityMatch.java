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
 * @param chances how much more often a stranger is as near, because the identity is known by several stays; 1 or more
 */
public record ModalityMatch(
        Probe probe, Scale scale, double squaredDistance, double correction, double strictness, double chances) {
    boolean sameCamera() {
        return strictness < 1;
    }

    /** Within one camera both impostors and genuine pairs are nearer: half of the strictness counts against it. */
    double logLikelihoodRatio() {
        return scale.logLikelihoodRatio(squaredDistance) + Math.log(strictness) / 2;
    }

    /** How many impostors would be as near. */
    double fmr() {
        return Math.min(1, scale.fmr(squaredDistance) * chances / strictness);
    }

    /** How many impostors' ratios in two modalities would sum to as much. */
    static double fmrOfSum(double looks, ModalityMatch one, ModalityMatch other) {
        return Math.min(1, one.scale.fmrOfSum(looks, other.scale) * Math.max(one.chances, other.chances));
    }

    /** The least rate that the calibration's sample can show. */
    double leastFmr() {
        return Math.min(1, scale.leastFmr() * chances / strictness);
    }

    /** Greatest squared distance that links at a rate. */
    double threshold(double fmr) {
        return scale.threshold(fmr * strictness / chances);
    }

    /** A genuine pair may lie as far apart. */
    boolean near() {
        return squaredDistance <= scale.differentPeopleDistance();
    }
}
