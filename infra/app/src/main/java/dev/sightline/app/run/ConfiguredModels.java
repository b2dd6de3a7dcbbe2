package dev.sightline.app.run;

import dev.sightline.app.settings.EmbedderSettings;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.detect.DetectionsFile;
import dev.sightline.embedder.serve.TaskDescribers;
import dev.sightline.embedder.serve.UnusableModel;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.rollout.ModelAssignments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that the settings name, loaded for the work they are needed for. */
final class ConfiguredModels {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredModels.class);

    private final SightlineSettings settings;

    ConfiguredModels(SightlineSettings settings) {
        this.settings = settings;
    }

    ModelCatalog catalog() {
        return ModelStorage.catalog(settings);
    }

    /** For the frames of cameras, with detections files in place of a detector where the settings name any. */
    EmbedderModels forFrames(Consumer<Problem> problems) throws IOException {
        Map<String, Path> detections = new TreeMap<>();
        settings.embedder().detections().forEach((camera, file) -> detections.put(camera, Path.of(file)));
        if (detections.isEmpty()) {
            return forPhotos();
        }
        DetectionsFile given = DetectionsFile.read(detections, 0);
        given.problems().forEach(problems);
        return EmbedderModels.load(given, catalog()::resolve, Policies.embedder(settings.embedder()));
    }

    /** With a real detector. */
    EmbedderModels forPhotos() {
        return EmbedderModels.load(catalog(), Policies.embedder(settings.embedder()));
    }

    /** With a real detector and the descriptors that serve now. */
    EmbedderModels forEnrollment(ModelAssignments assignments) {
        EmbedderModels models = forPhotos();
        try {
            for (TaskDescribers task : models.describers()) {
                Optional<ModelAssignment> current = assignments.current(task.task());
                if (current.isPresent()) {
                    task.apply(current);
                }
            }
            return models;
        } catch (UnusableModel e) {
            models.close();
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            models.close();
            throw e;
        }
    }

    /** Id of the model that describes crops now; nothing is loaded. Empty where none does, or it is not here. */
    Optional<String> serving(Modality modality, ModelAssignments assignments) {
        boolean face = modality == Modality.MODALITY_FACE;
        if (face && !settings.embedder().faces()) {
            return Optional.empty();
        }
        ModelTask task = face ? ModelTask.FACE_DESCRIPTOR : ModelTask.PERSON_DESCRIPTOR;
        return assignments
                .current(task.label())
                .map(current -> current.getServing().getModelId())
                .or(() -> configured(task));
    }

    private Optional<String> configured(ModelTask task) {
        try {
            return Optional.of(catalog().verify(descriptor(task)).manifest().modelId());
        } catch (ModelException e) {
            LOG.warn("the {} of the configuration is not to be had: {}", task.label(), e.getMessage());
            return Optional.empty();
        }
    }

    /** The model that the settings name for a descriptor task. */
    String descriptor(ModelTask task) {
        EmbedderSettings embedder = settings.embedder();
        return task == ModelTask.FACE_DESCRIPTOR ? embedder.faceDescriptor() : embedder.personDescriptor();
    }

    /**
     * What the scores of a descriptor mean, by model id: of the configured ones, and of what is assigned later on.
     *
     * @throws ModelException when a configured descriptor is unknown or its package does not read
     */
    Function<String, List<Calibration>> calibrations() {
        ModelCatalog models = catalog();
        Map<String, List<Calibration>> configured = new TreeMap<>();
        for (ModelTask task : List.of(ModelTask.PERSON_DESCRIPTOR, ModelTask.FACE_DESCRIPTOR)) {
            ModelManifest manifest = models.verify(descriptor(task)).manifest();
            configured.put(manifest.modelId(), choice().of(manifest, true));
        }
        return modelId -> configured.containsKey(modelId) ? configured.get(modelId) : calibrations(modelId);
    }

    /** {@link #calibrations()} where nothing is wrong with a machine that does not have the configured models. */
    Function<String, List<Calibration>> calibrationsHere() {
        return this::calibrations;
    }

    private CalibrationChoice choice() {
        return CalibrationChoice.parse(settings.matcher().calibration());
    }

    /**
     * A model that this machine does not have must not stop the matcher: it goes on without the calibration, and says so,
     * until the package is here and the model is assigned again.
     */
    private List<Calibration> calibrations(String modelId) {
        try {
            return choice().of(catalog().verify(modelId).manifest(), false);
        } catch (ModelException e) {
            LOG.warn("the calibration of model {} is not to be had: {}", modelId, e.getMessage());
            return List.of();
        }
    }
}
