package dev.sightline.trainer.graph;

import static dev.sightline.trainer.graph.OperatorCase.in;
import static dev.sightline.trainer.graph.OperatorCase.ints;
import static dev.sightline.trainer.graph.OperatorCase.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.network.RuntimeRun;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of weights equal finite differences, in training mode. */
class GradientTest {
    private static final float STEP = 1e-2f;
    private static final double NEAR = 2e-2;

    @ParameterizedTest
    @MethodSource("graphs")
    void shouldFollowFiniteDifferences(OperatorCase tiny) {
        OperatorCase.Tiny built = new OperatorCase.Tiny();
        ModelProto model = tiny.model(built);
        float[] x = RuntimeRun.noise(17, built.shape);

        Map<String, float[]> gradients = gradients(model, x, built.shape);

        assertThat(gradients).isNotEmpty();
        gradients.forEach((name, gradient) -> {
            for (int i = 0; i < Math.min(4, gradient.length); i++) {
                double slope = (loss(moved(model, name, i, STEP), x, built.shape)
                                - loss(moved(model, name, i, -STEP), x, built.shape))
                        / (2 * STEP);
                assertThat((double) gradient[i])
                        .as(name + " " + i)
                        .isCloseTo(slope, within(NEAR * Math.max(1, Math.abs(slope))));
            }
        });
    }

    static Stream<OperatorCase> graphs() {
        return Stream.of(
                of(
                        "convolution, uneven pads",
                        13,
                        t -> t.op(
                                "Tanh",
                                t.op(
                                        "Conv",
                                        in("x", t.weights(3, 4, 3, 3), t.weights(3)),
                                        ints("pads", 0, 0, 1, 1),
                                        ints("strides", 2, 2)))),
                of(
                        "batch normalization of the batch",
                        13,
                        t -> t.op(
                                "Tanh",
                                t.op(
                                        "BatchNormalization",
                                        in(
                                                t.op("Conv", in("x", t.weights(4, 4, 1, 1))),
                                                t.weights(4),
                                                t.weights(4),
                                                t.weights(4),
                                                t.positive(4))))),
                of(
                        "instance normalization",
                        13,
                        t -> t.op(
                                "Tanh",
                                t.op(
                                        "InstanceNormalization",
                                        in(t.op("Conv", in("x", t.weights(4, 4, 1, 1))), t.weights(4), t.weights(4))))),
                of(
                        "layer normalization",
                        17,
                        t -> t.op(
                                "Tanh",
                                t.op(
                                        "LayerNormalization",
                                        in(t.op("MatMul", in("x", t.weights(5, 5))), t.weights(5), t.weights(5))))),
                of(
                        "group normalization",
                        18,
                        t -> t.op(
                                "Tanh",
                                t.op(
                                        "GroupNormalization",
                                        in(t.op("Conv", in("x", t.weights(4, 4, 1, 1))), t.weights(2), t.weights(2)),
                                        Attributes.of("num_groups", 2)))),
                of(
                        "generalized mean",
                        13,
                        t -> t.op(
                                "Pow",
                                in(
                                        t.op("GlobalAveragePool", t.op("Pow", in(t.op("Exp", "x"), t.floats(2)))),
                                        t.number(0.5f)))),
                of(
                        "resize",
                        13,
                        t -> t.op(
                                "Resize",
                                in(t.op("Conv", in("x", t.weights(2, 4, 1, 1))), "", "", t.longs(2, 2, 9, 3)),
                                Attributes.of("mode", "linear"))),
                of(
                        "attention",
                        13,
                        t -> t.op(
                                "MatMul",
                                in(
                                        t.op("Softmax", t.op("MatMul", in("x", t.weights(5, 6)))),
                                        t.op("MatMul", in("x", t.weights(5, 3)))))),
                of(
                        "gate",
                        13,
                        t -> t.op(
                                "Mul",
                                in(
                                        "x",
                                        t.op(
                                                "Sigmoid",
                                                t.op(
                                                        "Conv",
                                                        in(
                                                                t.op("GlobalAveragePool", "x"),
                                                                t.weights(4, 4, 1, 1),
                                                                t.weights(4))))))),
                of(
                        "unit length",
                        13,
                        t -> t.op(
                                "LpNormalization",
                                in(t.op("Gemm", in(t.op("Flatten", "x"), t.weights(120, 6)))),
                                Attributes.of("axis", 1))),
                of(
                        "picked by coordinates",
                        13,
                        t -> t.op("GatherND", in(t.op("Mul", in("x", t.weights(4, 6, 5))), t.matrix(2, 0, 3, 1, 2)))),
                of(
                        "placed by coordinates",
                        13,
                        t -> t.op(
                                "ScatterND",
                                in(
                                        t.op("Mul", in("x", t.weights(4, 6, 5))),
                                        t.matrix(2, 0, 3, 1, 2),
                                        t.op("Exp", t.op("Mul", in(t.weights(2, 6, 5), t.floats(.3f))))))),
                of(
                        "picked elements",
                        13,
                        t -> t.op(
                                "GatherElements",
                                in(
                                        t.op("Mul", in("x", t.weights(4, 6, 5))),
                                        t.op("Reshape", in(t.longs(1, 0, -1, 0), t.longs(1, 4, 1, 1)))),
                                Attributes.of("axis", 3))),
                of("greatest", 13, t -> t.op("TopK", in(t.op("Mul", in("x", t.weights(4, 6, 5))), t.longs(2)))),
                of("running sums", 14, t -> t.op("CumSum", in(t.op("Mul", in("x", t.weights(5))), t.whole(2)))),
                of("triangle", 14, t -> t.op("Trilu", in(t.op("Mul", in("x", t.weights(6, 5)))))),
                of(
                        "neighboring channels",
                        13,
                        t -> t.op(
                                "LRN",
                                in(t.op("Conv", in("x", t.weights(4, 4, 1, 1)))),
                                Attributes.of("size", 3),
                                Attributes.of("alpha", .3f))),
                of(
                        "root mean square",
                        13,
                        t -> t.op(
                                "SimplifiedLayerNormalization",
                                in(t.op("MatMul", in("x", t.weights(5, 5))), t.weights(5)),
                                Attributes.of("axis", -1))),
                of(
                        "fused attention",
                        17,
                        t -> t.op(
                                "Attention",
                                in(
                                        t.op("Reshape", in("x", t.longs(2, 20, 6))),
                                        t.op("Mul", in(t.weights(6, 24), t.floats(.5f))),
                                        t.weights(24)),
                                Attributes.of("num_heads", 2))),
                of("vision transformer", 17, TransformerTest::network),
                of("slopes", 13, t -> t.op("PRelu", in("x", t.weights(4, 1, 1)))),
                of("weights turned before use", 13, t -> t.op("MatMul", in("x", t.op("Transpose", t.weights(3, 5))))));
    }

    private static Map<String, float[]> gradients(ModelProto model, float[] x, long[] shape) {
        try (TorchGraph graph = TorchGraph.load(model, new Device("cpu"));
                PointerScope scope = new PointerScope()) {
            loss(graph, x, shape).backward();
            return graph.trained().stream()
                    .collect(Collectors.toMap(
                            Parameter::name, p -> TorchGraph.values(p.tensor().grad())));
        }
    }

    private static double loss(ModelProto model, float[] x, long[] shape) {
        try (TorchGraph graph = TorchGraph.load(model, new Device("cpu"));
                PointerScope scope = new PointerScope()) {
            return loss(graph, x, shape).item_double();
        }
    }

    /** Some weighing of the outputs, so that no direction is a plain sum. */
    private static Tensor loss(TorchGraph graph, float[] x, long[] shape) {
        Tensor y = graph.run(Tensor.create(x, shape), true).descriptors().reshape(-1);
        return y.mul(Tensor.create(RuntimeRun.noise(23, y.numel()), y.numel())).sum();
    }

    private static ModelProto moved(ModelProto model, String weight, int at, float by) {
        GraphEdit edit = new GraphEdit(model);
        float[] values = Tensors.floats(edit.constant(weight).orElseThrow());
        values[at] += by;
        edit.setFloats(weight, values);
        return edit.model();
    }
}
