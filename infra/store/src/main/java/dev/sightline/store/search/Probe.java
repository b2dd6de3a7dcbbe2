package dev.sightline.store.search;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;

/**
 * One vector to look for; a search takes one per modality. It meets only what the same model described.
 *
 * @param modality what it is of
 * @param vector of one crop, or the mean of several
 * @param comparison what comparing it with a tracklet's mean is: decides which calibration reads the cosines
 */
public record Probe(Modality modality, UnitVector vector, Comparison comparison) {
    /** Of one crop. */
    public static Probe ofCrop(Modality modality, UnitVector vector) {
        return new Probe(modality, vector, Comparison.TRACKLET_EXEMPLAR);
    }

    /** The mean of several crops. */
    public static Probe ofMean(Modality modality, UnitVector mean) {
        return new Probe(modality, mean, Comparison.TRACKLET_TRACKLET);
    }
}
