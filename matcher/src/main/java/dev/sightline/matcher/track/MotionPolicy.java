package dev.sightline.matcher.track;

/**
 * How people move and how well a detector measures them. Lengths are in heights of the person's box, so the same
 * numbers hold near and far and at every resolution.
 *
 * @param positionNoise standard deviation of a measured center, heights
 * @param sizeNoise standard deviation of a measured width or height, heights
 * @param overlapNoise how many times more noise a box has that another one covers wholly: of half-hidden people only
 *     a part is measured, which would teach a wrong velocity
 * @param speed long-run standard deviation of the velocity per axis, heights per second
 * @param growth the same for width and height
 * @param memorySeconds how long a velocity is remembered
 * @param tail degrees of freedom of the likelihood's tails: small forgives jumps
 */
public record MotionPolicy(
        double positionNoise,
        double sizeNoise,
        double overlapNoise,
        double speed,
        double growth,
        double memorySeconds,
        double tail) {

    public MotionPolicy {
        Ranges.require("motion.positionNoise", positionNoise, 1e-3, 1);
        Ranges.require("motion.sizeNoise", sizeNoise, 1e-3, 1);
        Ranges.require("motion.overlapNoise", overlapNoise, 0, 100);
        Ranges.require("motion.speed", speed, 1e-2, 10);
        Ranges.require("motion.growth", growth, 1e-3, 10);
        Ranges.require("motion.memorySeconds", memorySeconds, 0.05, 60);
        Ranges.require("motion.tail", tail, 0.5, 100);
    }

    public static MotionPolicy defaults() {
        return new MotionPolicy(0.05, 0.08, 4, 0.6, 0.15, 2, 4);
    }
}
