package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Objects;

/**
 * An exemplar in a gallery.
 *
 * @param vector what it looks like
 * @param group the number of the camera that saw it, a small one: 0, 1, 2, …
 */
public record Row(UnitVector vector, int group) {
    public Row {
        Objects.requireNonNull(vector);
        if (group < 0) {
            throw new IllegalArgumentException("the group of an exemplar is " + group + "; allowed: 0 and above");
        }
    }
}
