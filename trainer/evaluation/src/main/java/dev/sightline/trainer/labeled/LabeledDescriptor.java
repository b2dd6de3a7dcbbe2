package dev.sightline.trainer.labeled;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Objects;

/**
 * A descriptor of a person who is known.
 *
 * @param source the crop it was computed from, as listed; unique within a data set
 * @param identity who it shows
 * @param camera which camera saw it
 * @param tracklet the unbroken stay it belongs to, empty when not known; counts within identity and camera
 * @param vector what the model made of the crop
 */
public record LabeledDescriptor(String source, String identity, String camera, String tracklet, UnitVector vector) {

    public LabeledDescriptor {
        Objects.requireNonNull(source);
        Objects.requireNonNull(tracklet);
        Objects.requireNonNull(vector);
        if (identity.isBlank() || camera.isBlank()) {
            throw new IllegalArgumentException("crop " + source + " needs an identity and a camera, got identity '"
                    + identity + "' and camera '" + camera + "'");
        }
    }
}
