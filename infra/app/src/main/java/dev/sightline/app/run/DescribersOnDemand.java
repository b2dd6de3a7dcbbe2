package dev.sightline.app.run;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.search.CropDescribers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For a command: which models serve is read where it is written down, and they are loaded only when there are crops from before
 * a change of model. Not thread-safe.
 */
final class DescribersOnDemand implements CropDescribers, AutoCloseable {
    private final Function<Modality, Optional<String>> serving;
    private final Supplier<EmbedderModels> models;
    private final CropStore crops;
    private @Nullable EmbedderModels loaded;

    /**
     * @param serving id of the model that serves
     * @param models loads those that serve; closed here
     */
    DescribersOnDemand(Function<Modality, Optional<String>> serving, Supplier<EmbedderModels> models, CropStore crops) {
        this.serving = serving;
        this.models = models;
        this.crops = crops;
    }

    @Override
    public Optional<String> serving(Modality modality) {
        return serving.apply(modality);
    }

    @Override
    public List<Optional<UnitVector>> describe(Modality modality, List<Crop> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        EmbedderModels ready = loaded;
        if (ready == null) {
            ready = models.get();
            loaded = ready;
        }
        return new ServingCropDescribers(ready, crops).describe(modality, wanted);
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}
