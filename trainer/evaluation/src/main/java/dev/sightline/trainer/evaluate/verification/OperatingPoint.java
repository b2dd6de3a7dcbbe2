package dev.sightline.trainer.evaluate.verification;

import dev.sightline.contracts.calibration.RateInterval;

/**
 * A threshold and its rates.
 *
 * @param threshold scores strictly above it are accepted
 * @param tar true accept rate, 1 - FNMR
 * @param far false accept rate (FMR)
 * @param tarInterval binomial 95% interval over pairs, which takes pairs for independent
 * @param farInterval binomial 95% interval over pairs, which takes pairs for independent
 */
public record OperatingPoint(
        double threshold, double tar, double far, RateInterval tarInterval, RateInterval farInterval) {

    /** False non-match rate. */
    public double fnmr() {
        return 1 - tar;
    }
}
