package dev.sightline.matcher.link;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.gallery.NearestMean;
import java.util.List;

/** Distances outside the index, computed as the index does. */
final class Distances {
    private Distances() {}

    /** Mean squared distance to the nearest few exemplars; infinite when there are none. */
    static double toNearest(UnitVector probe, List<UnitVector> exemplars) {
        if (exemplars.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        return NearestMean.squaredDistance(
                exemplars.stream().mapToDouble(probe::cosine).toArray());
    }
}
