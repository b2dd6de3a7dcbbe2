package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import org.jspecify.annotations.Nullable;

/**
 * Something a detector found.
 *
 * @param box in pixels of the picture
 * @param score 0..1
 * @param points of a face, where the detector gives them
 */
public record Detected(Region box, float score, @Nullable FivePoints points) {
    /** Without points. */
    public Detected(Region box, float score) {
        this(box, score, null);
    }
}
