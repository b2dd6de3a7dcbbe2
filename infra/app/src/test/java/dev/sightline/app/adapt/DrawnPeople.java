package dev.sightline.app.adapt;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** People drawn as a shirt over trousers in noise, in the light of two cameras, and a network that has learned nothing. */
final class DrawnPeople {
    static final List<String> CAMERAS = List.of("north", "south");
    private static final int WIDTH = 16;
    private static final int HEIGHT = 32;

    private final SplittableRandom random;

    DrawnPeople(long seed) {
        random = new SplittableRandom(seed);
    }

    /** What somebody wears. */
    record Clothes(Color shirt, Color trousers) {}

    Clothes dressed() {
        return new Clothes(new Color(random.nextInt(0x1000000)), new Color(random.nextInt(0x1000000)));
    }

    /** One picture, as JPEG. */
    byte[] crop(String camera, Clothes clothes) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        int light = camera.equals("north") ? 150 : 125;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int level = light + random.nextInt(60);
            image.setRGB(i % WIDTH, i / WIDTH, new Color(level, level, level).getRGB());
        }
        Graphics2D g = image.createGraphics();
        g.setColor(clothes.shirt());
        g.fillRect(4, 6, 8, 12);
        g.setColor(clothes.trousers());
        g.fillRect(5, 18, 6, 12);
        g.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        return jpeg.toByteArray();
    }

    /** A list of tracklets of some people in both cameras: path, camera, tracklet, identity. */
    Path list(Path folder, int people, int crops) throws IOException {
        Files.createDirectories(folder);
        StringBuilder lines = new StringBuilder("path,identity,camera,tracklet\n");
        for (int person = 0; person < people; person++) {
            Clothes clothes = dressed();
            for (String camera : CAMERAS) {
                for (int i = 0; i < crops; i++) {
                    String name = "%s-%03d-%d.jpg".formatted(camera, person, i);
                    Files.write(folder.resolve(name), crop(camera, clothes));
                    lines.append("%s,%03d,%s,%03d%n".formatted(name, person, camera, person));
                }
            }
        }
        return Files.writeString(folder.resolve("list.csv"), lines);
    }

    /** Convolution, four strips, and a linear layer, of random weights, as a package. */
    void unlearned(Path into) throws IOException {
        GraphBuilder graph = new GraphBuilder("unlearned").input("images", "batch", "3", "32", "16");
        graph.node("Conv", "conv", List.of("images", noise(graph, "kernel", .3, 12, 3, 3, 3)));
        graph.node("Relu", "relu", List.of("conv"));
        graph.node(
                "AveragePool",
                "strips",
                List.of("relu"),
                Attributes.of("kernel_shape", new long[] {7, 14}),
                Attributes.of("strides", new long[] {7, 14}));
        graph.node("Flatten", "flat", List.of("strips"));
        graph.node("Gemm", "descriptor", List.of("flat", noise(graph, "linear", .05, 48, 24)));
        Files.createDirectories(into);
        Path network = into.resolve("unlearned.onnx");
        OnnxFile.write(graph.output("descriptor", "batch", "24").build(14), network);
        ManifestJson.write(manifest(network), into.resolve(ManifestJson.FILE));
    }

    private String noise(GraphBuilder graph, String name, double deviation, long... shape) {
        int count = 1;
        for (long side : shape) {
            count *= (int) side;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextDouble(-1, 1));
        }
        return graph.constant(Tensors.floats(name, shape, values));
    }

    private static ModelManifest manifest(Path network) throws IOException {
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
                "unlearned",
                "1",
                "unlearned.onnx",
                Checksum.of(network),
                input,
                "descriptor",
                Map.of(),
                24,
                List.of(),
                Map.of(),
                "none",
                "made by a test",
                Optional.empty());
    }
}
