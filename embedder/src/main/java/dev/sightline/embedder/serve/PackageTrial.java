package dev.sightline.embedder.serve;

import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.detect.FrameImage;
import dev.sightline.embedder.detect.NetworkDetector;
import dev.sightline.embedder.detect.PersonDetector;
import dev.sightline.embedder.face.Landmarks68;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.NetworkFailure;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import java.util.List;

/**
 * Runs a package once on a made-up picture, by the decoder that its manifest names, so that one that does not work is
 * refused when it is imported and not when a camera is waiting.
 *
 * @param settings how networks run
 */
public record PackageTrial(NetworkSettings settings) {

    /** @throws ModelException saying what is wrong with the package */
    public void run(ModelPackage model) {
        ModelManifest manifest = model.manifest();
        try (Picture picture = TrialRun.noise()) {
            switch (manifest.task()) {
                case PERSON_DESCRIPTOR, FACE_DESCRIPTOR -> describe(model);
                case PERSON_DETECTION -> findPeople(model, picture);
                case FACE_DETECTION -> findFaces(model, picture);
                case FACE_LANDMARKS -> findLandmarks(model, picture);
                case IMAGE_TEXT -> {
                    // Nothing of this version runs such a package.
                }
            }
        } catch (UnusableModel | NetworkFailure | IllegalArgumentException e) {
            throw new ModelException(
                    "model " + manifest.modelId() + " does not work as its manifest says: " + e.getMessage(), e);
        }
    }

    private void describe(ModelPackage model) throws UnusableModel {
        try (Describer describer = Describer.open(model, settings)) {
            TrialRun.require(describer);
        }
    }

    private void findPeople(ModelPackage model, Picture picture) {
        try (PersonDetector detector = PersonDetector.open(model, settings)) {
            detector.detect(List.of(new FrameImage("trial", 1, picture)));
        }
    }

    private void findFaces(ModelPackage model, Picture picture) {
        try (NetworkDetector detector = NetworkDetector.open(model, settings)) {
            detector.detect(List.of(picture));
        }
    }

    private void findLandmarks(ModelPackage model, Picture picture) {
        try (Landmarks68 landmarks = Landmarks68.open(model, settings)) {
            landmarks.locate(picture, List.of(new Region(0, 0, picture.width(), picture.height())));
        }
    }
}
