package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;

/** Whether two descriptors have a distance at all: one model, one dimension. Asked before every comparison. */
public final class SameModel {
    private SameModel() {}

    public static boolean of(Descriptor a, Descriptor b) {
        return a.getModelId().equals(b.getModelId())
                && a.getValues().size() == b.getValues().size();
    }

    public static boolean of(Descriptor a, UnitVector b) {
        return a.getModelId().equals(b.modelId()) && a.getValues().size() == b.dimension() * Float.BYTES;
    }

    public static boolean of(UnitVector a, UnitVector b) {
        return a.modelId().equals(b.modelId()) && a.dimension() == b.dimension();
    }
}
