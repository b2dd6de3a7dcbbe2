package dev.sightline.app.rollout;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.embedder.CropDescriber;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.testkit.StreetScene;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Two person descriptors for {@link StreetScene}, small and good at it: the mean colors of a grid, in two grids and two
 * signs, so that their spaces have nothing in common. Calibrated on people of the scene.
 */
final class StreetModels {
    private static final int WIDTH = 32;
    private static final int HEIGHT = 64;
    private static final int STRIDE = 3;

    private StreetModels() {}

    /** Four rows of two: {@code coarse@1}, 16 numbers. */
    static ModelPackage coarse(Path folder, List<StreetScene> cameras) throws IOException {
        return make(folder, "coarse", new int[] {16, 16}, "Identity", cameras);
    }

    /** Eight rows of one, turned round: {@code fine@1}, 16 numbers too, so that a mix-up would not show by length. */
    static ModelPackage fine(Path folder, List<StreetScene> cameras) throws IOException {
        return make(folder, "fine", new int[] {8, 32}, "Neg", cameras);
    }

    private static ModelPackage make(Path folder, String id, int[] cell, String last, List<StreetScene> cameras)
            throws IOException {
        Files.createDirectories(folder);
        GraphBuilder graph = new GraphBuilder(id).input("images", "batch", "3", "64", "32");
        // Color without brightness: the gray street and the light of a camera count for nothing.
        String opponents =
                graph.constant(Tensors.floats("opponents", new long[] {2, 3, 1, 1}, 0.7f, -0.7f, 0, 0.4f, 0.4f, -0.8f));
        graph.node("Conv", "color", List.of("images", opponents));
        graph.node(
                "AveragePool",
                "pooled",
                List.of("color"),
                Attributes.of("kernel_shape", new long[] {cell[0], cell[1]}),
                Attributes.of("strides", new long[] {cell[0], cell[1]}));
        graph.node("Flatten", "flat", List.of("pooled"));
        graph.node(last, "descriptor", List.of("flat"));
        int dimension = 2 * (HEIGHT / cell[0]) * (WIDTH / cell[1]);
        graph.output("descriptor", "batch", String.valueOf(dimension));
        Path network = folder.resolve(id + ".onnx");
        OnnxFile.write(graph.build(13), network);
        ModelManifest manifest = manifest(id, dimension, Checksum.of(network));
        for (Calibration calibration : calibrations(new ModelPackage(manifest, network), cameras)) {
            manifest = manifest.withCalibration(calibration);
        }
        ManifestJson.write(manifest, folder.resolve(ManifestJson.FILE));
        return new ModelPackage(manifest, network);
    }

    /** The same model before it was calibrated. */
    static ModelManifest uncalibrated(ModelManifest m) {
        return manifest(m.id(), m.dimension(), m.sha256());
    }

    private static ModelManifest manifest(String id, int dimension, String sha256) {
        InputSpec input = new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                WIDTH,
                HEIGHT,
                1,
                InputSpec.Color.RGB,
                List.of(128f, 128f, 128f),
                List.of(64f, 64f, 64f),
                InputSpec.Resize.STRETCH,
                0);
        return new ModelManifest(
                ModelTask.PERSON_DESCRIPTOR,
                id,
                "1",
                id + ".onnx",
                sha256,
                input,
                "descriptor",
                Map.of(),
                dimension,
                List.of(),
                Map.of(),
                "none",
                "made by a test",
                Optional.empty());
    }

    private static List<Calibration> calibrations(ModelPackage model, List<StreetScene> cameras) throws IOException {
        List<LabeledDescriptor> crops = new ArrayList<>();
        Path picture = model.network().resolveSibling("crop.png");
        try (CropDescriber describer = CropDescriber.people(model, NetworkSettings.defaults())) {
            for (int camera = 0; camera < cameras.size(); camera++) {
                StreetScene scene = cameras.get(camera);
                for (int frame = 0; frame < scene.frames(); frame += STRIDE) {
                    BufferedImage whole = scene.picture(frame);
                    for (StreetScene.Box box : scene.truth(frame)) {
                        ImageIO.write(
                                whole.getSubimage(box.x(), box.y(), box.width(), box.height()),
                                "png",
                                picture.toFile());
                        crops.add(new LabeledDescriptor(
                                camera + "/" + frame + "/" + box.person(),
                                "person " + box.person(),
                                "camera " + camera,
                                "",
                                describer.describe(picture).orElseThrow()));
                    }
                }
            }
        }
        Files.delete(picture);
        return new Calibrator(CalibrationPolicy.defaults()).calibrate("street scene", crops);
    }
}
