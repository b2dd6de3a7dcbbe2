package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A crop that an identity is recognized by, without its picture.
 *
 * @param vector what it looks like, by the model that serves; its quality is the crop's
 * @param next the same crop as a model that is being brought in describes it; never compared with {@code vector}
 */
public record KeptExemplar(
        ExemplarKey crop,
        String cameraId,
        long captureTimeUs,
        UnitVector vector,
        @Nullable UnitVector next) {
    public String trackletId() {
        return crop.trackletId();
    }

    public Modality modality() {
        return crop.modality();
    }

    public Optional<UnitVector> nextVector() {
        return Optional.ofNullable(next);
    }

    /** With what a model that is being brought in makes of it. */
    public KeptExemplar beside(UnitVector described) {
        return new KeptExemplar(crop, cameraId, captureTimeUs, vector, described);
    }

    /** As another model describes it that takes over. The quality is the crop's, not the model's. */
    public KeptExemplar switched(UnitVector described) {
        return new KeptExemplar(crop, cameraId, captureTimeUs, described.withQuality(vector.quality()), null);
    }
}
