package dev.sightline.bench.world;

/**
 * How a synthetic descriptor is made up: {@code normalize(common + person + camera + visit + crop)}, where the person's
 * part has unit power on average and the others the powers given here, all over one falling spectrum.
 *
 * @param common of what all people share
 * @param alike share of a person's own part that the person has in common with a group of look-alikes, 0..1
 * @param group people in such a group, on average
 * @param camera of what all crops of one camera share: light, angle
 * @param visit of what all crops of one visit share: pose, place in the picture, what is carried in front
 * @param spread how much visits differ: standard deviation of the logarithm of a visit's power
 * @param crop of each crop's own, at quality .7
 * @param falloff after how many dimensions the spectrum has halved
 */
record LookNoise(
        double common,
        double alike,
        double group,
        double camera,
        double visit,
        double spread,
        double crop,
        double falloff) {
    /** Fitted so that the linker of version 0.1 loses what was measured of it; see infra/docs/benchmarks.md. */
    static LookNoise defaults() {
        return new LookNoise(1, 0.5, 8, 0.24, 1, 0.45, 0.5, 40);
    }
}
