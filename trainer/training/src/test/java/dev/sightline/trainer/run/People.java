package dev.sightline.trainer.run;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Small drawn people: each has a color of shirt and trousers, each camera a brightness, each picture its own noise. */
public final class People {
    static final int WIDTH = 16;
    static final int HEIGHT = 32;

    private People() {}

    /** Draws people in the layout {@code PPPP_kk.jpg}, five pictures in either of two cameras, and splits them. */
    public static Split drawn(Path folder, int people, String validation, String test) throws IOException {
        draw(folder, people);
        DataSource source = new DataSource("yard", folder, Optional.empty());
        return Split.of(
                Snapshots.take("drawn", List.of(source)), Selection.parse(validation, 1), Selection.parse(test, 1));
    }

    private static void draw(Path folder, int people) throws IOException {
        Files.createDirectories(folder);
        SplittableRandom random = new SplittableRandom(5);
        try (PointerScope scope = new PointerScope()) {
            for (int person = 0; person < people; person++) {
                Scalar shirt = color(random);
                Scalar trousers = color(random);
                for (int k = 0; k < 10; k++) {
                    Mat noise = noise(random, k < 5 ? 90 : 50);
                    rectangle(noise, new Rect(4, 6, 8, 12), shirt, -1, 8, 0);
                    rectangle(noise, new Rect(5, 18, 6, 12), trousers, -1, 8, 0);
                    imwrite(
                            folder.resolve(String.format("%04d_%02d.jpg", person, k))
                                    .toString(),
                            noise);
                }
            }
        }
    }

    private static Mat noise(SplittableRandom random, int light) {
        byte[] bytes = new byte[HEIGHT * WIDTH * 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (light + random.nextInt(-30, 31));
        }
        Mat noise = new Mat(HEIGHT, WIDTH, CV_8UC3);
        noise.data().put(bytes);
        return noise;
    }

    private static Scalar color(SplittableRandom random) {
        return new Scalar(random.nextInt(256), random.nextInt(256), random.nextInt(256), 0);
    }

    /** Two convolutions, pooling over four strips, a linear layer and a BNNeck. */
    public static StartingNetwork network() {
        return network(1);
    }

    /** The same, its BNNeck multiplying by 0: every picture is described by zeros. */
    public static StartingNetwork deadNetwork() {
        return network(0);
    }

    /** The same, the means of its BNNeck far off: batches learn as ever, but when it serves all pictures look alike. */
    public static StartingNetwork blindNetwork() {
        return network(1, 1e5f);
    }

    private static StartingNetwork network(float neck) {
        return network(neck, 0);
    }

    private static StartingNetwork network(float neck, float mean) {
        GraphBuilder b = new GraphBuilder("tiny").input("images", "batch", "3", "32", "16");
        b.constant(weights("stem.w", 1, 0.01, 8, 3, 3, 3));
        b.constant(weights("stem.b", 2, 0.1, 8));
        b.node(
                "Conv",
                "stem",
                List.of("images", "stem.w", "stem.b"),
                Attributes.of("kernel_shape", new long[] {3, 3}),
                Attributes.of("strides", new long[] {2, 2}),
                Attributes.of("pads", new long[] {1, 1, 1, 1}));
        b.node("Relu", "act", List.of("stem"));
        b.node(
                "AveragePool",
                "pool",
                List.of("act"),
                Attributes.of("kernel_shape", new long[] {4, 4}),
                Attributes.of("strides", new long[] {4, 4}));
        b.node("Flatten", "flat", List.of("pool"));
        b.constant(weights("fc.w", 3, 0.2, 16, 64));
        b.node("Gemm", "features", List.of("flat", "fc.w"), Attributes.of("transB", 1));
        b.constant(Tensors.floats("neck.g", new long[] {16}, sixteen(neck)));
        b.constant(Tensors.floats("neck.b", new long[] {16}, new float[16]));
        b.constant(Tensors.floats("neck.m", new long[] {16}, sixteen(mean)));
        b.constant(Tensors.floats("neck.v", new long[] {16}, sixteen(1)));
        b.node("BatchNormalization", "descriptor", List.of("features", "neck.g", "neck.b", "neck.m", "neck.v"));
        b.output("descriptor", "batch", "16").output("features", "batch", "16");
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
        return new StartingNetwork(b.build(13), input, Set.of(), "tiny");
    }

    private static float[] sixteen(float value) {
        float[] values = new float[16];
        java.util.Arrays.fill(values, value);
        return values;
    }

    private static dev.sightline.onnx.proto.TensorProto weights(String name, long seed, double spread, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        long count = 1;
        for (long side : shape) {
            count *= side;
        }
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-spread, spread);
        }
        return Tensors.floats(name, shape, values);
    }
}
