package dev.sightline.bench.world;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;

/** What people look like to a descriptor model. */
interface Looks {
    /** Of the descriptors, {@code id@version}. */
    String modelId();

    /** The described crops of one visit, {@code count} of them, in the order of time; equal for equal arguments. */
    List<UnitVector> crops(Visit visit, int count);
}
