package dev.sightline.matcher.link.score;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Optional;

/**
 * The people of a site as one camera meets them, by one model.
 *
 * @param elsewhere mean person of all other cameras
 * @param here mean person of its own
 * @param direction of the mean person of its own; empty when it has none
 * @param length of that mean, 0..1
 * @param weight how far they count, 0..1
 */
record Strangers(double[] elsewhere, double[] here, Optional<UnitVector> direction, double length, double weight) {
    private static final double LEAST_LENGTH = 1e-4;

    /** @param camera empty when nobody was seen there */
    static Strangers of(SiteMean site, Optional<UsualLook> camera, String modelId, double weight) {
        double[] here = site.mean(camera, true);
        float[] values = new float[here.length];
        double squares = 0;
        for (int i = 0; i < here.length; i++) {
            squares += here[i] * here[i];
            values[i] = (float) here[i];
        }
        double length = Math.sqrt(squares);
        Optional<UnitVector> direction =
                length > LEAST_LENGTH ? Optional.of(UnitVector.normalize(modelId, values, 1)) : Optional.empty();
        return new Strangers(site.mean(camera, false), here, direction, length, weight);
    }

    /** What they score with a descriptor. */
    UsualScores with(UnitVector probe) {
        float[] values = probe.values();
        double across = 0;
        double within = 0;
        for (int i = 0; i < here.length; i++) {
            across += values[i] * elsewhere[i];
            within += values[i] * here[i];
        }
        boolean known = direction.isPresent();
        return new UsualScores(across, within, direction.orElse(probe), known ? length : 0, known ? weight : 0);
    }
}
