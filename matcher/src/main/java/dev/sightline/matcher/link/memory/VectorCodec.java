package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.matcher.v1.CompactDescriptor;

/**
 * Writes and reads descriptors that are kept. They are rounded when the link stage takes them in, not here, so what it remembers
 * is what it stores to the last bit, and a restart decides nothing otherwise.
 */
final class VectorCodec {
    private VectorCodec() {}

    static CompactDescriptor write(UnitVector rounded) {
        return CompactDescriptor.newBuilder()
                .setModelId(rounded.modelId())
                .setValues(rounded.compact())
                .setQuality(rounded.quality())
                .build();
    }

    static UnitVector read(CompactDescriptor stored) {
        return UnitVector.ofCompact(stored.getModelId(), stored.getValues(), stored.getQuality());
    }

    /** @param whole of earlier releases, where {@code stored} is absent */
    static UnitVector read(boolean present, CompactDescriptor stored, Descriptor whole) {
        return present ? read(stored) : UnitVector.of(whole).rounded();
    }
}
