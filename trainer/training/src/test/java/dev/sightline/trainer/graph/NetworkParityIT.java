package dev.sightline.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.SymbolicBatch;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.testkit.TestData;
import dev.sightline.trainer.network.BackboneCut;
import dev.sightline.trainer.network.FeaturePooling;
import dev.sightline.trainer.network.Head;
import dev.sightline.trainer.network.InstanceNorm;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.network.RuntimeRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whole networks give the same under LibTorch and ONNX Runtime on real crops, before and after they have learned. */
class NetworkParityIT {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkParityIT.class);
    private static final double NEAR = 1e-4;
    private static final int CROPS = 4;

    @BeforeAll
    static void shouldLeaveTheOtherCoresAlone() {
        torch.set_num_threads(1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldAgreeBeforeAndAfterLearning(Network network) throws IOException, OrtException {
        ModelProto model = network.load();
        float[] pictures = crops(network);
        try (TorchGraph graph = TorchGraph.load(model, new Device("cpu"))) {
            double before = distance(graph, model, network, pictures);
            float[] untrained = run(graph, network, pictures, false);
            learn(graph, network, pictures);
            ModelProto exported = graph.export();
            double after = distance(graph, exported, network, pictures);
            LOG.info(
                    "{}: {} before, {} after, {} weights",
                    network,
                    before,
                    after,
                    graph.trained().size());

            assertThat(before).isLessThan(NEAR);
            assertThat(after).isLessThan(NEAR);
            assertThat(farthest(untrained, run(graph, network, pictures, false)))
                    .isGreaterThan(100 * NEAR);
            assertThat(exported.getGraph().getNodeList())
                    .isEqualTo(model.getGraph().getNodeList());
        }
    }

    /** How a network is found, and what pictures it takes: height first, channels last for TensorFlow's. */
    private record Network(String name, Source source, int height, int width, boolean channelsLast) {
        interface Source {
            ModelProto load();
        }

        ModelProto load() {
            return source.load();
        }

        long[] shape(int batch) {
            return channelsLast ? new long[] {batch, height, width, 3} : new long[] {batch, 3, height, width};
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Network> networks() {
        Stream<Network> built = Networks.names().stream()
                .map(n -> new Network(n, () -> Networks.byName(n, 64, 32, 96, 3), 64, 32, false));
        return Stream.concat(
                built,
                Stream.of(
                        new Network("centernet cut", () -> head(detector(), Head.projecting(256, 1)), 96, 64, false),
                        new Network(
                                "centernet cut, stripes",
                                () -> head(detector(), Head.projecting(256, 3)),
                                96,
                                64,
                                false),
                        new Network("centernet cut, IBN, GeM", NetworkParityIT::withInstanceNorm, 96, 64, false),
                        new Network("osnet_x0_25_msmt17", () -> file("osnet_x0_25_msmt17"), 256, 128, false),
                        new Network(
                                "face-faceplugin-descriptor",
                                () -> catalog("face-faceplugin-descriptor"),
                                112,
                                112,
                                false),
                        new Network(
                                "retail-0248",
                                () -> SymbolicBatch.apply(file("person-reidentification-retail-0248")),
                                256,
                                128,
                                true)));
    }

    private static ModelProto detector() {
        return BackboneCut.at(catalog("person-centernet"), BackboneCut.CENTERNET);
    }

    private static ModelProto head(ModelProto backbone, Head head) {
        return head.attach(backbone, 1);
    }

    private static ModelProto withInstanceNorm() {
        ModelProto early = InstanceNorm.onHalf(detector(), List.of("tower_0/MobilenetV3/expanded_conv_1/expand/Relu"));
        ModelProto both = InstanceNorm.onInput(early, new float[] {124, 116, 104}, new float[] {58, 57, 57});
        return head(both, new Head(FeaturePooling.GENERALIZED_MEAN, 1, OptionalInt.of(64), true));
    }

    private static ModelProto file(String name) {
        return OnnxFile.read(TestData.require("models/" + name + ".onnx"));
    }

    private static ModelProto catalog(String id) {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "sightline");
        try {
            return OnnxFile.read(new ModelCatalog(cache, List.of()).resolve(id).network());
        } catch (ModelException e) {
            assumeTrue(false, id + " is not here and cannot be fetched: " + e.getMessage());
            throw e;
        }
    }

    /** The farthest that a number of the unit descriptors differs. */
    private static double distance(TorchGraph graph, ModelProto model, Network network, float[] pictures)
            throws OrtException {
        float[] torch = run(graph, network, pictures, false);
        float[] runtime = RuntimeRun.of(model, network.shape(CROPS), pictures)
                .byName()
                .values()
                .iterator()
                .next()
                .values();
        return farthest(torch, runtime);
    }

    private static double farthest(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        int dimension = a.length / CROPS;
        double farthest = 0;
        for (int row = 0; row < a.length; row += dimension) {
            double left = norm(a, row, dimension);
            double right = norm(b, row, dimension);
            for (int i = row; i < row + dimension; i++) {
                farthest = Math.max(farthest, Math.abs(a[i] / left - b[i] / right));
            }
        }
        return farthest;
    }

    private static double norm(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    private static float[] run(TorchGraph graph, Network network, float[] pictures, boolean training) {
        try (PointerScope scope = new PointerScope()) {
            return TorchGraph.values(graph.run(Tensor.create(pictures, network.shape(CROPS)), training)
                    .descriptors());
        }
    }

    /** One step that moves every weight by a hundredth of its length, so that none hides behind a small gradient. */
    private static void learn(TorchGraph graph, Network network, float[] pictures) {
        try (PointerScope scope = new PointerScope()) {
            Tensor y = graph.run(Tensor.create(pictures, network.shape(CROPS)), true)
                    .descriptors();
            Tensor target = Tensor.create(RuntimeRun.noise(29, y.numel()), Shaping.shape(y));
            y.sub(target).pow(new Scalar(2.0)).mean().backward();
            for (Parameter parameter : graph.trained()) {
                Tensor gradient = parameter.tensor().grad();
                assertThat(gradient.defined())
                        .as("gradient of " + parameter.name())
                        .isTrue();
                double length = gradient.norm().item_double();
                if (length > 0) {
                    double rate = 0.01 * parameter.tensor().norm().item_double() / length;
                    parameter.tensor().detach().sub_(gradient.mul(new Scalar(rate)));
                }
            }
        }
    }

    private static float[] crops(Network network) throws IOException {
        Path folder = TestData.require("reid");
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(f -> f.toString().matches(".*\\.(jpg|png|jpeg)"))
                    .sorted()
                    .limit(CROPS)
                    .toList();
        }
        assumeTrue(files.size() == CROPS, "no crops in " + folder);
        float[] pictures = new float[CROPS * 3 * network.height * network.width];
        for (int i = 0; i < CROPS; i++) {
            fill(pictures, i, ImageIO.read(files.get(i).toFile()), network);
        }
        return pictures;
    }

    /** Stretched to the network's size, nearest pixel; values about those that networks here are made for. */
    private static void fill(float[] pictures, int crop, BufferedImage image, Network network) {
        int area = network.height * network.width;
        for (int place = 0; place < area; place++) {
            int x = place % network.width * image.getWidth() / network.width;
            int y = place / network.width * image.getHeight() / network.height;
            int rgb = image.getRGB(x, y);
            for (int channel = 0; channel < 3; channel++) {
                int value = rgb >> (16 - 8 * channel) & 0xff;
                int at = network.channelsLast
                        ? (crop * area + place) * 3 + channel
                        : (crop * 3 + channel) * area + place;
                boolean bytes = network.channelsLast || network.name.startsWith("centernet");
                pictures[at] = bytes ? value : (value - 127f) / 128f;
            }
        }
    }
}
