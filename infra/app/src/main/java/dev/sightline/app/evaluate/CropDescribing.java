package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Progress;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.CropDescriber;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes a list of labeled crops with a model package: the common input of calibration and evaluation.
 *
 * @param settings configuration, for the cache and the execution providers
 * @param model id or package folder of a person or face descriptor
 * @param aligned faces in the list are aligned already, so that no face has to be found in them
 */
public record CropDescribing(SightlineSettings settings, String model, boolean aligned) {
    private static final int BATCH = 32;

    /** Descriptors in list order; a picture without a face is left out and is a problem. */
    public List<LabeledDescriptor> describe(List<LabeledCrop> crops, Outcome outcome) throws IOException {
        List<LabeledDescriptor> described = new ArrayList<>(crops.size());
        try (CropDescriber describer = open();
                Progress progress = Progress.over(outcome.terminal(), "Describing", "pictures", crops.size())) {
            for (int from = 0; from < crops.size(); from += BATCH) {
                List<LabeledCrop> batch = crops.subList(from, Math.min(crops.size(), from + BATCH));
                List<Optional<UnitVector>> vectors = describer.describe(
                        batch.stream().map(LabeledCrop::image).toList());
                for (int i = 0; i < batch.size(); i++) {
                    LabeledCrop crop = batch.get(i);
                    vectors.get(i).ifPresent(v -> described.add(crop.described(v)));
                }
                progress.step(batch.size());
            }
        }
        LeftOut.noFace(model, crops.size() - described.size(), crops.size(), outcome.problems());
        return described;
    }

    private CropDescriber open() {
        return open(Policies.embedder(settings.embedder()).inference().network());
    }

    /** The describer of the live path; the caller closes it. */
    CropDescriber open(NetworkSettings network) {
        ModelCatalog models = ModelStorage.catalog(settings);
        ModelPackage descriptor = models.resolve(model);
        ModelTask task = descriptor.manifest().task();
        if (task == ModelTask.PERSON_DESCRIPTOR) {
            return CropDescriber.people(descriptor, network);
        }
        if (task != ModelTask.FACE_DESCRIPTOR) {
            throw new UserError("model " + descriptor.manifest().modelId() + " is for " + task.label()
                    + "; allowed here: person-descriptor, face-descriptor");
        }
        if (aligned) {
            return CropDescriber.alignedFaces(descriptor, network);
        }
        Optional<ModelPackage> landmarks =
                settings.embedder().faceLandmarks().filter(l -> !l.isBlank()).map(models::resolve);
        return CropDescriber.faces(
                models.resolve(settings.embedder().faceDetector()), landmarks.orElse(null), descriptor, network);
    }
}
