package dev.sightline.trainer.labeled;

import dev.sightline.contracts.descriptor.UnitVector;

/**
 * One side of a comparison: a crop, or the mean of a tracklet.
 *
 * @param vector its descriptor
 * @param person number of the person
 * @param camera number of the camera
 * @param stay number of the tracklet that it is, or is part of; -1 for a crop outside every tracklet
 */
public record ComparedDescriptor(UnitVector vector, int person, int camera, int stay) {}
