package dev.sightline.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.network.RuntimeRun;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchGraphTest {
    private static final Device CPU = new Device("cpu");

    @Test
    void shouldGiveWhatOnnxRuntimeGives() throws OrtException {
        ModelProto model = small();
        float[] pictures = random(2 * 3 * 8 * 6, 7);

        try (TorchGraph graph = TorchGraph.load(model, CPU)) {
            assertThat(run(graph, pictures)).containsExactly(runtime(model, pictures), within(1e-5f));
        }
    }

    @Test
    void shouldWriteWhatItLearnedIntoTheSameGraph() throws OrtException {
        ModelProto model = small();
        float[] pictures = random(2 * 3 * 8 * 6, 8);

        try (TorchGraph graph = TorchGraph.load(model, CPU)) {
            float[] before = run(graph, pictures);
            step(graph, pictures);
            ModelProto exported = graph.export();

            assertThat(exported.getGraph().getNodeList())
                    .isEqualTo(model.getGraph().getNodeList());
            float[] after = run(graph, pictures);
            assertThat(after).isNotEqualTo(before);
            assertThat(after).containsExactly(runtime(exported, pictures), within(1e-5f));
        }
    }

    @Test
    void shouldLeaveFrozenNodesAsTheyAre() {
        ModelProto model = small();

        try (TorchGraph graph = TorchGraph.load(model, CPU)) {
            assertThat(graph.freeze(Pattern.compile("^(stem|norm)$"))).isEqualTo(4);
            step(graph, random(2 * 3 * 8 * 6, 9));

            Map<String, float[]> was = weights(model);
            Map<String, float[]> is = weights(graph.export());
            assertThat(is.keySet().stream().filter(n -> !java.util.Arrays.equals(was.get(n), is.get(n))))
                    .containsExactlyInAnyOrder("fc.w", "fc.b");
        }
    }

    @Test
    void shouldMixStylesWhereToldAndOnlyWhileItLearns() throws OrtException {
        ModelProto model = small();
        float[] pictures = random(2 * 3 * 8 * 6, 10);

        try (TorchGraph graph = TorchGraph.load(model, CPU)) {
            float[] plain = run(graph, pictures);
            for (int i = 0; i < 8; i++) { // Of two pictures each may draw itself as the other.
                step(graph, pictures);
            }
            float[] learned = runtime(graph.export(), pictures);
            try (TorchGraph mixed = TorchGraph.load(model, CPU)) {
                assertThat(mixed.mixStyles(new StyleMixing(Pattern.compile("^stem$"), 1, 1)))
                        .containsExactly("stem");
                assertThat(run(mixed, pictures)).containsExactly(plain);
                torch.manual_seed(1);
                for (int i = 0; i < 8; i++) {
                    step(mixed, pictures);
                }

                assertThat(mixed.export().getGraph().getNodeList())
                        .isEqualTo(model.getGraph().getNodeList());
                assertThat(runtime(mixed.export(), pictures)).isNotEqualTo(learned);
            }
            assertThat(graph.mixStyles(new StyleMixing(Pattern.compile("stern"), 1, 1)))
                    .isEmpty();
        }
    }

    @Test
    void shouldKnowWeightsFromOtherConstants() {
        try (TorchGraph graph = TorchGraph.load(small(), CPU)) {
            assertThat(graph.parameters())
                    .extracting(Parameter::name)
                    .containsExactly("stem.w", "stem.b", "norm.g", "norm.b", "fc.w", "fc.b");
            assertThat(graph.parameters().stream().filter(Parameter::decays).map(Parameter::name))
                    .containsExactly("stem.w", "fc.w");
            assertThat(graph.statistics()).containsOnlyKeys("norm.m", "norm.v");
        }
    }

    @Test
    void shouldNameTheNodeItCannotRun() {
        GraphBuilder builder = new GraphBuilder("strange").input("images", "batch", "3");
        builder.node("Einsum2", "twisted", List.of("images"));
        builder.output("twisted", "batch", "3");

        assertThatThrownBy(() -> TorchGraph.load(builder.build(13), CPU))
                .isInstanceOf(UnsupportedOperatorException.class)
                .hasMessageContaining("'twisted'")
                .hasMessageContaining("Einsum2");
    }

    @Test
    void shouldNameEveryNodeItCannotRunAndTheFile(@TempDir Path folder) {
        GraphBuilder builder = new GraphBuilder("strange").input("images", "batch", "3", "8", "8");
        builder.node("NonZero", "found", List.of("images"));
        builder.node("MaxPool", "volume", List.of("images"), Attributes.of("kernel_shape", new long[] {2, 2, 2}));
        Path file = folder.resolve("strange.onnx");
        OnnxFile.write(builder.output("volume", "batch").build(13), file);

        assertThatThrownBy(() -> TorchGraph.read(file, CPU))
                .isInstanceOf(UnsupportedOperatorException.class)
                .hasMessageStartingWith(
                        file + ": node 'found' (NonZero): the trainer does not run this operator; node"
                                + " 'volume' (MaxPool): supported are windows over two axes, this one has 3; export the network");
    }

    @Test
    void shouldTrainWeightsThatAreStoredAsHalfFloats() throws OrtException {
        ModelProto model = Networks.byName("mobilenetv3-small", 32, 32, 16, 1);
        ModelProto small = HalfWeights.apply(model);
        long[] shape = {2, 3, 32, 32};
        float[] pictures = random(2 * 3 * 32 * 32, 3);

        try (TorchGraph graph = TorchGraph.load(small, CPU);
                PointerScope scope = new PointerScope()) {
            assertThat(small.getSerializedSize()).isLessThan(model.getSerializedSize() * 6 / 10);
            assertThat(graph.trained()).hasSameSizeAs(trained(model));
            assertThat(TorchGraph.values(
                            graph.run(Tensor.create(pictures, shape), false).descriptors()))
                    .containsExactly(
                            RuntimeRun.of(small, shape, pictures)
                                    .get("descriptor")
                                    .values(),
                            within(1e-4f));
        }
    }

    private static List<Parameter> trained(ModelProto model) {
        try (TorchGraph graph = TorchGraph.load(model, CPU)) {
            return graph.trained();
        }
    }

    @Test
    void shouldTakeOneNumberForAllForPartOfAFormula() {
        GraphBuilder builder = new GraphBuilder("swish").input("images", "batch", "3");
        builder.constant(Tensors.floats("sixth", new long[] {1}, 1 / 6f));
        builder.constant(Tensors.floats("bias", new long[] {3}, 1, 2, 3));
        builder.constant(Tensors.floats("turned", new long[] {2, 3}, random(6, 3)));
        builder.node("Mul", "scaled", List.of("images", "sixth"));
        builder.node("Add", "shifted", List.of("scaled", "bias"));
        builder.node("Transpose", "kernel", List.of("turned"));
        builder.node("MatMul", "descriptor", List.of("shifted", "kernel"));

        try (TorchGraph graph =
                TorchGraph.load(builder.output("descriptor", "batch", "2").build(13), CPU)) {
            assertThat(graph.parameters()).extracting(Parameter::name).containsExactly("bias", "turned");
        }
    }

    private static void step(TorchGraph graph, float[] pictures) {
        try (PointerScope scope = new PointerScope()) {
            Tensor out = graph.run(Tensor.create(pictures, 2, 3, 8, 6), true).descriptors();
            out.mul(out).mean().backward();
            for (Parameter p : graph.trained()) {
                p.tensor().detach().sub_(p.tensor().grad().mul(new Scalar(0.1)));
            }
        }
    }

    private static float[] run(TorchGraph graph, float[] pictures) {
        try (PointerScope scope = new PointerScope()) {
            return TorchGraph.values(
                    graph.run(Tensor.create(pictures, 2, 3, 8, 6), false).descriptors());
        }
    }

    private static float[] runtime(ModelProto model, float[] pictures) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toByteArray());
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(pictures), new long[] {2, 3, 8, 6});
                OrtSession.Result result = session.run(Map.of("images", input))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        }
    }

    private static Map<String, float[]> weights(ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .filter(t -> t.getDataType() == Tensors.FLOAT)
                .collect(java.util.stream.Collectors.toMap(t -> t.getName(), Tensors::floats));
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** Convolution with uneven padding, batch normalization, Clip, pooling, a linear layer. */
    private static ModelProto small() {
        GraphBuilder b = new GraphBuilder("small").input("images", "batch", "3", "8", "6");
        b.constant(Tensors.floats("stem.w", new long[] {4, 3, 3, 3}, random(108, 1)));
        b.constant(Tensors.floats("stem.b", new long[] {4}, random(4, 2)));
        b.node(
                "Conv",
                "stem",
                List.of("images", "stem.w", "stem.b"),
                Attributes.of("kernel_shape", new long[] {3, 3}),
                Attributes.of("strides", new long[] {2, 2}),
                Attributes.of("pads", new long[] {0, 0, 1, 1}));
        b.constant(Tensors.floats("norm.g", new long[] {4}, 1, 2, 0.5f, 1));
        b.constant(Tensors.floats("norm.b", new long[] {4}, 0, 0.1f, 0, -0.1f));
        b.constant(Tensors.floats("norm.m", new long[] {4}, random(4, 3)));
        b.constant(Tensors.floats("norm.v", new long[] {4}, 1, 0.5f, 2, 1));
        b.node("BatchNormalization", "norm", List.of("stem", "norm.g", "norm.b", "norm.m", "norm.v"));
        b.constant(Tensors.floats("least", new long[] {}, 0f));
        b.constant(Tensors.floats("most", new long[] {}, 6f));
        b.node("Clip", "clip", List.of("norm", "least", "most"));
        b.node("GlobalAveragePool", "pool", List.of("clip"));
        b.node("Flatten", "flat", List.of("pool"));
        b.constant(Tensors.floats("fc.w", new long[] {5, 4}, random(20, 4)));
        b.constant(Tensors.floats("fc.b", new long[] {5}, random(5, 5)));
        b.node("Gemm", "descriptor", List.of("flat", "fc.w", "fc.b"), Attributes.of("transB", 1));
        return b.output("descriptor", "batch", "5").build(13);
    }
}
