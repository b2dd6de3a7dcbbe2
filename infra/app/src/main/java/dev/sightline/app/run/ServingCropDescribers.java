package dev.sightline.app.run;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.ServingDescriber;
import dev.sightline.embedder.StoredCropDescriber;
import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.search.CropDescribers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets the search index have crops described by the models that this process's embedder serves with. */
final class ServingCropDescribers implements CropDescribers {
    private final ServingDescriber serving;
    private final CropStore crops;

    ServingCropDescribers(EmbedderModels models, CropStore crops) {
        this.serving = new ServingDescriber(models, Clock.systemUTC());
        this.crops = crops;
    }

    @Override
    public Optional<String> serving(Modality modality) {
        return serving.serving(modality);
    }

    @Override
    public List<Optional<UnitVector>> describe(Modality modality, List<Crop> wanted) {
        List<Optional<UnitVector>> described = new ArrayList<>();
        List<StoredCropDescriber.Crop> pictures = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Crop crop : wanted) {
            described.add(Optional.empty());
            picture(crop).ifPresent(jpeg -> {
                places.add(described.size() - 1);
                pictures.add(new StoredCropDescriber.Crop(jpeg, crop.quality()));
            });
        }
        List<Optional<UnitVector>> vectors = serving.describe(modality, pictures);
        for (int i = 0; i < vectors.size(); i++) {
            described.set(places.get(i), vectors.get(i));
        }
        return described;
    }

    private Optional<byte[]> picture(Crop crop) {
        try {
            return Optional.of(crops.get(crop.reference().toMessage()));
        } catch (CropException e) {
            return Optional.empty(); // It was deleted meanwhile: the index keeps what was described before.
        }
    }
}
