package dev.sightline.embedder;

import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.detect.FrameImage;
import dev.sightline.embedder.detect.PersonDetector;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Network;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.GraphBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks made on the spot, small enough for unit tests and real enough for ONNX Runtime. */
public final class TinyModels {
    private TinyModels() {}

    /** Channel means of a 32x64 picture: 3-d descriptors, symbolic batch. */
    public static ModelPackage descriptor(Path folder) {
        GraphBuilder graph = new GraphBuilder("means").input("images", "batch", "3", "64", "32");
        graph.node("GlobalAveragePool", "pooled", List.of("images"));
        graph.node("Flatten", "output", List.of("pooled"));
        graph.output("output", "batch", "3");
        Path file = folder.resolve("means.onnx");
        OnnxFile.write(graph.build(13), file);
        InputSpec input = new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                32,
                64,
                1,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(255f, 255f, 255f),
                InputSpec.Resize.STRETCH,
                0);
        return new ModelPackage(manifest(ModelTask.PERSON_DESCRIPTOR, "means", "descriptor", input, 3, Map.of()), file);
    }

    /** The same as another model: the three means turned round, so that the two spaces have nothing in common. */
    public static ModelPackage otherDescriptor(Path folder) {
        GraphBuilder graph = new GraphBuilder("turned").input("images", "batch", "3", "64", "32");
        graph.node("GlobalAveragePool", "pooled", List.of("images"));
        graph.node("Flatten", "flat", List.of("pooled"));
        graph.node("Neg", "output", List.of("flat"));
        graph.output("output", "batch", "3");
        Path file = folder.resolve("turned.onnx");
        OnnxFile.write(graph.build(13), file);
        InputSpec input = descriptor(folder).manifest().input();
        return new ModelPackage(
                manifest(ModelTask.PERSON_DESCRIPTOR, "turned", "descriptor", input, 3, Map.of()), file);
    }

    /** A manifest with what tests vary. */
    public static ModelManifest manifest(
            ModelTask task, String id, String decoder, InputSpec input, int dimension, Map<String, String> options) {
        return new ModelManifest(
                task,
                id,
                "1",
                id + ".onnx",
                "",
                input,
                decoder,
                options,
                dimension,
                List.of(),
                Map.of(),
                "none",
                "made by a test",
                Optional.empty());
    }

    /** Two people in every frame, the second half hidden behind the first. */
    public static PersonDetector twoPeople() {
        return new PersonDetector() {
            @Override
            public List<List<Detected>> detect(List<FrameImage> frames) {
                return frames.stream()
                        .map(f -> List.of(
                                new Detected(new Region(20, 10, 40, 100), 0.9f),
                                new Detected(new Region(50, 20, 40, 90), 0.7f)))
                        .toList();
            }

            @Override
            public Optional<Network> network() {
                return Optional.empty();
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    /** {@link #twoPeople} and {@link #descriptor}, no faces. */
    public static EmbedderModels twoPeople(Path folder) {
        EmbedderPolicy policy = EmbedderPolicy.defaults().with(new EmbedderPolicy.Models("made", "made", null));
        return EmbedderModels.load(twoPeople(), id -> descriptor(folder), policy);
    }
}
