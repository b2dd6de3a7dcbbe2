package dev.sightline.trainer.calibrate;

/**
 * How pairs are drawn.
 *
 * @param trackletLength crops per tracklet where the data names no tracklets, at least 2
 * @param maxPairs the most genuine, and the most impostor, pairs per comparison; more are thinned at random
 * @param seed of that draw; equal seeds and data give equal calibrations
 */
public record CalibrationPolicy(int trackletLength, int maxPairs, long seed) {

    public CalibrationPolicy {
        if (trackletLength < 2 || trackletLength > 10_000) {
            throw new IllegalArgumentException(
                    "tracklet length " + trackletLength + " is not allowed: use 2 to 10000 crops");
        }
        if (maxPairs < 100 || maxPairs > 50_000_000) {
            throw new IllegalArgumentException("pair bound " + maxPairs + " is not allowed: use 100 to 50000000");
        }
    }

    /** Tracklets of 20 crops, five million pairs, seed 1. */
    public static CalibrationPolicy defaults() {
        return new CalibrationPolicy(20, 5_000_000, 1);
    }
}
