package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.v1.FrameModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which models a frame's detections are described by, kept apart from what its tracklets remember: a tracklet that closes
 * long after its last description still shows the model of then.
 */
final class FrameModels {
    private FrameModels() {}

    /** One entry per described modality; the next model as soon as one detection has it. */
    static List<FrameModel> of(Observation observation) {
        Map<Modality, FrameModel> models = new EnumMap<>(Modality.class);
        for (Detection detection : observation.getDetectionsList()) {
            if (detection.hasVector()) {
                models.merge(detection.getModality(), of(detection), FrameModels::both);
            }
        }
        return List.copyOf(models.values());
    }

    private static FrameModel of(Detection detection) {
        String serving = detection.getVector().getModelId();
        String next = detection.getNextVector().getModelId();
        return FrameModel.newBuilder()
                .setModality(detection.getModality())
                .setModelId(serving)
                .setNextModelId(next.equals(serving) ? "" : next)
                .build();
    }

    private static FrameModel both(FrameModel first, FrameModel later) {
        return first.getNextModelId().isEmpty() && first.getModelId().equals(later.getModelId()) ? later : first;
    }
}
