package dev.sightline.trainer.labelled;

import dev.sightline.contracts.descriptor.UnitVector;
import java.nio.file.Path;

/**
 * One line of a list of labelled crops.
 *
 * @param image where the picture lies
 * @param listed the path as it stands in the list; with the labels it makes the dataset hash, so a list means the same
 *     on every machine
 * @param identity who it shows
 * @param camera which camera saw it
 * @param tracklet the unbroken stay it belongs to, empty when not known
 */
public record LabelledCrop(Path image, String listed, String identity, String camera, String tracklet) {

    /** The crop with what a model made of it. */
    public LabelledDescriptor described(UnitVector vector) {
        return new LabelledDescriptor(listed, identity, camera, tracklet, vector);
    }
}
