package dev.sightline.contracts.calibration;

/**
 * A threshold that was read off a calibration, with what the sample behind it can vouch for.
 *
 * @param cosine the least cosine that counts as the same person
 * @param fmr the share of the sample's impostor pairs at or above it, at most the rate that was asked for
 * @param clamped the sample was too small for the rate that was asked for: {@code cosine} is just above every impostor
 *     pair seen, and the true rate is only known to be below {@link Calibration#fmrInterval}'s upper end
 */
public record Threshold(double cosine, double fmr, boolean clamped) {

    /** The same threshold as the greatest squared L2 distance of unit vectors that still counts, 0..4. */
    public double squaredDistance() {
        return 2 * (1 - cosine);
    }
}
