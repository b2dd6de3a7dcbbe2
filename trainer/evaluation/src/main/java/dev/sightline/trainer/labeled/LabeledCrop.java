package dev.sightline.trainer.labeled;

import dev.sightline.contracts.descriptor.UnitVector;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a list of labeled crops.
 *
 * @param image where the picture lies
 * @param listed the path as it stands in the list; with the labels it makes the dataset hash, so a list means the same
 *     on every machine
 * @param identity who it shows
 * @param camera which camera saw it
 * @param site the place whose people are named apart from those of other places, empty when not said
 * @param tracklet the unbroken stay it belongs to, empty when not known
 * @param time when it was taken, by the camera's clock
 */
public record LabeledCrop(
        Path image,
        String listed,
        String identity,
        String camera,
        String site,
        String tracklet,
        Optional<Instant> time) {

    /** A crop whose site and time are not said. */
    public LabeledCrop(Path image, String listed, String identity, String camera, String tracklet) {
        this(image, listed, identity, camera, "", tracklet, Optional.empty());
    }

    /** The crop with what a model made of it. */
    public LabeledDescriptor described(UnitVector vector) {
        return new LabeledDescriptor(listed, identity, camera, tracklet, vector);
    }
}
