package dev.sightline.app.run;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.StoredCropDescriber;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.serve.UnusableModel;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.platform.problem.UserError;
import dev.sightline.rollout.ExemplarDescriber;
import java.util.List;
import java.util.Optional;

/**
 * Lets the embedder describe stored crops for a promotion.
 *
 * @param network how networks run
 */
record StoredCropDescribers(NetworkSettings network) implements ExemplarDescriber.Opener {
    @Override
    public ExemplarDescriber open(ModelPackage model) {
        try {
            return new Opened(StoredCropDescriber.open(model, network));
        } catch (UnusableModel e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private record Opened(StoredCropDescriber describer) implements ExemplarDescriber {
        @Override
        public String modelId() {
            return describer.modelId();
        }

        @Override
        public List<Optional<UnitVector>> describe(List<Crop> crops) {
            return describer.describe(crops.stream()
                    .map(crop -> new StoredCropDescriber.Crop(crop.jpeg(), crop.quality()))
                    .toList());
        }

        @Override
        public void close() {
            describer.close();
        }
    }
}
