package dev.sightline.embedder;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.serve.FrameDescribers;
import dev.sightline.embedder.serve.TaskDescribers;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Describes kept crops by the models that serve now. Safe for several threads; the models belong to the caller. */
public final class ServingDescriber {
    private final EmbedderModels models;
    private final InstantSource clock;

    /** @param clock decides which models serve now */
    public ServingDescriber(EmbedderModels models, InstantSource clock) {
        this.models = models;
        this.clock = clock;
    }

    /** The model that serves, {@code id@version}; empty when none does. */
    public Optional<String> serving(Modality modality) {
        return task(modality).flatMap(describers -> {
            try (FrameDescribers turn = describers.turn(now())) {
                return turn.vector().map(Describer::modelId);
            }
        });
    }

    /** Descriptors in order; empty where a crop is no whole picture or shows nothing to describe. */
    public List<Optional<UnitVector>> describe(Modality modality, List<StoredCropDescriber.Crop> crops) {
        List<Optional<UnitVector>> none =
                crops.stream().map(crop -> Optional.<UnitVector>empty()).toList();
        return task(modality)
                .map(describers -> {
                    try (FrameDescribers turn = describers.turn(now())) {
                        return turn.vector()
                                .map(describer -> StoredCropDescriber.describe(describer, crops))
                                .orElse(none);
                    }
                })
                .orElse(none);
    }

    private Optional<TaskDescribers> task(Modality modality) {
        return switch (modality) {
            case MODALITY_PERSON -> Optional.of(models.bodies());
            case MODALITY_FACE -> models.faces().map(EmbedderModels.FaceModels::describers);
            case MODALITY_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    private long now() {
        return clock.millis() * 1_000;
    }
}
