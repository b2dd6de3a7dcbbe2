package dev.sightline.matcher.link.score;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Optional;

/**
 * The people of a site as one camera meets them, by one model.
 *
 * @param site all cameras
 * @param camera its own; empty when nobody was seen there
 * @param direction of the mean person of its own; empty when it has none
 * @param length of that mean, 0..1
 * @param weight how far they count, 0..1
 */
record Strangers(
        SiteMean site, Optional<UsualLook> camera, Optional<UnitVector> direction, double length, double weight) {
    private static final double LEAST_LENGTH = 1e-4;

    /** @param camera empty when nobody was seen there */
    static Strangers of(SiteMean site, Optional<UsualLook> camera, String modelId, double weight) {
        float[] values = new float[site.dimension()];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double here = site.mean(camera, true, i);
            squares += here * here;
            values[i] = (float) here;
        }
        double length = Math.sqrt(squares);
        Optional<UnitVector> direction =
                length > LEAST_LENGTH ? Optional.of(UnitVector.normalize(modelId, values, 1)) : Optional.empty();
        return new Strangers(site, camera, direction, length, weight);
    }

    /** What they score with a descriptor. */
    UsualScores with(UnitVector probe) {
        double across = 0;
        double within = 0;
        for (int i = 0; i < site.dimension(); i++) {
            float value = probe.value(i);
            across += value * site.mean(camera, false, i);
            within += value * site.mean(camera, true, i);
        }
        boolean known = direction.isPresent();
        return new UsualScores(across, within, direction.orElse(probe), known ? length : 0, known ? weight : 0);
    }
}
