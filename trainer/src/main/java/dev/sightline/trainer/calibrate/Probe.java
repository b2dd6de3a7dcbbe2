package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labelled.LabelledDescriptor;

/**
 * One side of a comparison: a crop, or the mean of a tracklet.
 *
 * @param stay number of the tracklet that it is, or is part of; -1 for a crop outside every tracklet
 */
record Probe(UnitVector vector, String identity, String camera, int stay) {

    static Probe of(LabelledDescriptor crop, int stay) {
        return new Probe(crop.vector(), crop.identity(), crop.camera(), stay);
    }

    boolean samePerson(Probe other) {
        return identity.equals(other.identity);
    }
}
