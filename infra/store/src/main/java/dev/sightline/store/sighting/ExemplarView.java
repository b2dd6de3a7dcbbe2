package dev.sightline.store.sighting;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.crop.CropReference;
import java.time.Instant;
import java.util.Optional;

/**
 * A descriptor with the crop it was made of.
 *
 * @param modality person or face
 * @param vector the descriptor
 * @param quality fitness of the crop, 0..1
 * @param cameraId camera
 * @param session session of the camera
 * @param sequence frame
 * @param detectionIndex detection in the frame
 * @param capturedAt capture time of the frame
 * @param crop the crop, where one was kept
 */
public record ExemplarView(
        Modality modality,
        UnitVector vector,
        float quality,
        String cameraId,
        long session,
        long sequence,
        int detectionIndex,
        Instant capturedAt,
        Optional<CropReference> crop) {

    static ExemplarView of(ExemplarEntity row) {
        Descriptor descriptor = Descriptor.newBuilder()
                .setModelId(row.modelId)
                .setValues(ByteString.copyFrom(row.descriptor))
                .setQuality(row.descriptorQuality)
                .build();
        return new ExemplarView(
                Modality.valueOf("MODALITY_" + row.modality),
                UnitVector.of(descriptor),
                row.quality,
                row.cameraId,
                row.session,
                row.sequence,
                row.detectionIndex,
                row.capturedAt,
                Optional.ofNullable(row.crop));
    }
}
