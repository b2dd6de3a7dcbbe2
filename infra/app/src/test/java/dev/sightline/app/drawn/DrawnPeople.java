package dev.sightline.app.drawn;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
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

/** People drawn as a shirt over trousers in noise, in the light of two cameras, and networks that have learned nothing of them. */
public final class DrawnPeople {
    public static final List<String> CAMERAS = List.of("north", "south");
    private static final int WIDTH = 16;
    private static final int HEIGHT = 32;

    private final SplittableRandom random;
    private final int southLight;

    /**
     * People of their own for each seed.
     *
     * @param southLight how bright the darkest background of the camera {@code south} is; 150 in {@code north}
     */
    public DrawnPeople(long seed, int southLight) {
        this.random = new SplittableRandom(seed);
        this.southLight = southLight;
    }

    /** What somebody wears. */
    public record Clothes(Color shirt, Color trousers) {}

    /** Somebody else each time. */
    public Clothes dressed() {
        return new Clothes(new Color(random.nextInt(0x1000000)), new Color(random.nextInt(0x1000000)));
    }

    /** One picture, as JPEG. */
    public byte[] crop(String camera, Clothes clothes) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        int light = camera.equals("north") ? 150 : southLight;
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
    public Path list(Path folder, int people, int crops) throws IOException {
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
    public void unlearned(Path into) throws IOException {
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
        write(graph.output("descriptor", "batch", "24").build(14), into, "unlearned", 24);
    }

    /** A network that sees no more than how bright a crop is, as a package. */
    public static void gray(Path into) throws IOException {
        GraphBuilder graph = new GraphBuilder("gray").input("images", "batch", "3", "32", "16");
        String brightness = graph.constant(Tensors.floats("brightness", new long[] {2, 3, 1, 1}, 1, 1, 1, 0, 0, 0));
        String bias = graph.constant(Tensors.floats("bias", new long[] {2}, 0, 1));
        graph.node("Conv", "level", List.of("images", brightness, bias));
        graph.node("GlobalAveragePool", "mean", List.of("level"));
        graph.node("Flatten", "descriptor", List.of("mean"));
        write(graph.output("descriptor", "batch", "2").build(14), into, "gray", 2);
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

    private static void write(ModelProto model, Path into, String id, int dimension) throws IOException {
        Files.createDirectories(into);
        Path network = into.resolve(id + ".onnx");
        OnnxFile.write(model, network);
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
        ManifestJson.write(
                new ModelManifest(
                        ModelTask.PERSON_DESCRIPTOR,
                        id,
                        "1",
                        id + ".onnx",
                        Checksum.of(network),
                        input,
                        "descriptor",
                        Map.of(),
                        dimension,
                        List.of(),
                        Map.of(),
                        "none",
                        "made by a test",
                        Optional.empty()),
                into.resolve(ManifestJson.FILE));
    }
}
