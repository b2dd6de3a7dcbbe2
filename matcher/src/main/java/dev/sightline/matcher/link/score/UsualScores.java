package dev.sightline.matcher.link.score;

import dev.sightline.contracts.descriptor.UnitVector;

/**
 * What a descriptor usually scores with strangers of its site, and what strangers of its camera score with others.
 *
 * @param across mean cosine with people of other cameras
 * @param within mean cosine with people of its own
 * @param here the direction of the mean person of its own camera
 * @param length of that mean, 0..1
 * @param weight how far the site's own strangers count, 0..1; the rest are those of the calibration
 */
public record UsualScores(double across, double within, UnitVector here, double length, double weight) {
    /** However odd the site, no cosine is corrected by more. */
    private static final double BOUND = 0.3;

    /**
     * By how much a squared distance to somebody of another camera says too little: strangers of this site are as near as that.
     *
     * @param toHere squared distance of the other one to {@link #here}
     * @param expected usual cosine of the calibration's impostors
     */
    public double correctionAcross(double toHere, double expected) {
        return correction(across, toHere, expected);
    }

    /** The same for somebody of the same camera. */
    public double correctionWithin(double toHere, double expected) {
        return correction(within, toHere, expected);
    }

    /** Both sides count alike: who looks like everybody is no more alike for it. */
    private double correction(double own, double toHere, double expected) {
        double other = (1 - toHere / 2) * length;
        double shift = weight * ((own + other) / 2 - expected);
        return 2 * Math.max(-BOUND, Math.min(BOUND, shift));
    }
}
