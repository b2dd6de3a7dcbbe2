package dev.sightline.matcher.link.memory;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.RedescribedExemplar;

/**
 * What a model that is being brought in made of a stored exemplar.
 *
 * @param crop which exemplar
 */
public record Redescribed(ExemplarKey crop, String cameraId, UnitVector vector) {
    /** @throws IllegalArgumentException when its descriptor is no unit vector */
    public static Redescribed of(RedescribedExemplar message) {
        return new Redescribed(
                new ExemplarKey(
                        message.getTrackletId(),
                        message.getSession(),
                        message.getSequence(),
                        message.getDetectionIndex(),
                        message.getModality()),
                message.getCameraId(),
                UnitVector.of(message.getVector()).rounded());
    }

    public Modality modality() {
        return crop.modality();
    }

    public String modelId() {
        return vector.modelId();
    }
}
