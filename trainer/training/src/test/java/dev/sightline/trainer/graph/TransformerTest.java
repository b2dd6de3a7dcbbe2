package dev.sightline.trainer.graph;

import static dev.sightline.trainer.graph.OperatorCase.in;
import static dev.sightline.trainer.graph.OperatorCase.ints;
import static dev.sightline.trainer.graph.OperatorCase.of;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.network.RuntimeRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** A small vision transformer (Dosovitskiy et al. 2021) as exporters write it, forward and backward. */
class TransformerTest {
    private static final int WIDTH = 8;
    private static final int HEADS = 2;

    /** Patches of 4x4 pixels, a class token, positions, two blocks, the class token's row. */
    static String network(OperatorCase.Tiny t) {
        t.shape(2, 3, 8, 12);
        String patches = t.op(
                "Conv",
                in("x", small(t, WIDTH, 3, 4, 4), t.weights(WIDTH)),
                ints("strides", 4, 4),
                ints("kernel_shape", 4, 4));
        String batch = t.op("Shape", in("x"), Attributes.of("start", 0), Attributes.of("end", 1));
        String flat =
                t.op("Reshape", in(patches, t.op("Concat", in(batch, t.longs(WIDTH, -1)), Attributes.of("axis", 0))));
        String rows = t.op("Transpose", in(flat), ints("perm", 0, 2, 1));
        String token = t.op(
                "Expand",
                in(t.weights(1, 1, WIDTH), t.op("Concat", in(batch, t.longs(1, WIDTH)), Attributes.of("axis", 0))));
        String tokens = t.op("Concat", in(token, rows), Attributes.of("axis", 1));
        String stream = t.op("Add", in(tokens, t.weights(1, 7, WIDTH)));
        stream = block(t, stream, false);
        stream = block(t, stream, true);
        String normal = t.op("LayerNormalization", in(stream, t.weights(WIDTH), t.weights(WIDTH)));
        return t.op(
                "Gemm",
                in(t.op("Gather", in(normal, t.whole(0)), Attributes.of("axis", 1)), small(t, WIDTH, 6), t.weights(6)));
    }

    private static String small(OperatorCase.Tiny t, long... sides) {
        return t.op("Mul", in(t.weights(sides), t.floats(.3f)));
    }

    private static String block(OperatorCase.Tiny t, String stream, boolean fused) {
        String normal = t.op("LayerNormalization", in(stream, t.weights(WIDTH), t.weights(WIDTH)));
        String attention = fused
                ? t.op(
                        "Attention",
                        in(normal, small(t, WIDTH, 3 * WIDTH), t.weights(3 * WIDTH)),
                        Attributes.of("num_heads", HEADS))
                : attention(t, normal);
        String out = t.op("Add", in(t.op("MatMul", in(attention, small(t, WIDTH, WIDTH))), t.weights(WIDTH)));
        String middle = t.op("Add", in(stream, out));
        String again = t.op("LayerNormalization", in(middle, t.weights(WIDTH), t.weights(WIDTH)));
        String wide = t.op("Add", in(t.op("MatMul", in(again, small(t, WIDTH, 16))), t.weights(16)));
        String error = t.op("Erf", t.op("Div", in(wide, t.number((float) Math.sqrt(2)))));
        String gelu = t.op("Mul", in(t.op("Mul", in(wide, t.op("Add", in(error, t.number(1))))), t.number(.5f)));
        return t.op("Add", in(middle, t.op("MatMul", in(gelu, small(t, 16, WIDTH)))));
    }

    /** One matrix for queries, keys and values, then split by shape, as PyTorch's models are exported. */
    private static String attention(OperatorCase.Tiny t, String rows) {
        String all = t.op("Add", in(t.op("MatMul", in(rows, small(t, WIDTH, 3 * WIDTH))), t.weights(3 * WIDTH)));
        String headed = t.op("Reshape", in(all, t.longs(0, 7, 3, HEADS, WIDTH / HEADS)));
        String turned = t.op("Transpose", in(headed), ints("perm", 2, 0, 3, 1, 4));
        String[] parts = new String[3];
        for (int i = 0; i < 3; i++) {
            parts[i] = t.op("Gather", in(turned, t.whole(i)), Attributes.of("axis", 0));
        }
        String keys = t.op("Transpose", in(parts[1]), ints("perm", 0, 1, 3, 2));
        String alike = t.op("Mul", in(t.op("MatMul", in(parts[0], keys)), t.number(.5f)));
        String weighed = t.op("MatMul", in(t.op("Softmax", in(alike), Attributes.of("axis", -1)), parts[2]));
        return t.op("Reshape", in(t.op("Transpose", in(weighed), ints("perm", 0, 2, 1, 3)), t.longs(0, 7, WIDTH)));
    }

    @Test
    void shouldGiveWhatOnnxRuntimeGives() throws OrtException {
        of("vision transformer", 17, TransformerTest::network).check();
    }

    @Test
    void shouldLearnWithEveryWeightAndAgreeAfterwards() throws OrtException {
        OperatorCase.Tiny built = new OperatorCase.Tiny();
        ModelProto model =
                of("vision transformer", 17, TransformerTest::network).model(built);
        float[] x = RuntimeRun.noise(3, built.shape);
        try (TorchGraph graph = TorchGraph.load(model, new Device("cpu"));
                PointerScope scope = new PointerScope()) {
            Tensor wanted = Tensor.create(RuntimeRun.noise(8, 2, 6), 2, 6);
            double first = step(graph, x, built.shape, wanted);
            Map<String, Boolean> moved = graph.parameters().stream()
                    .collect(Collectors.toMap(
                            Parameter::name, p -> p.tensor().grad().defined()));
            double last = first;
            for (int i = 0; i < 40; i++) {
                last = step(graph, x, built.shape, wanted);
            }
            List<String> attention = graph.parameters().stream()
                    .filter(p -> p.tensor().dim() == 2 && p.tensor().size(1) == 3 * WIDTH)
                    .map(Parameter::name)
                    .toList();

            assertThat(moved)
                    .hasSize(30)
                    .allSatisfy((name, has) -> assertThat(has).as(name).isTrue());
            assertThat(attention).hasSize(2);
            assertThat(last).isLessThan(.3 * first);
            float[] torch = TorchGraph.values(
                    graph.run(Tensor.create(x, built.shape), false).descriptors());
            float[] runtime =
                    RuntimeRun.of(graph.export(), built.shape, x).get("y").values();
            for (int i = 0; i < torch.length; i++) {
                assertThat(torch[i]).isCloseTo(runtime[i], org.assertj.core.api.Assertions.within(1e-4f));
            }
        }
    }

    private static double step(TorchGraph graph, float[] x, long[] shape, Tensor wanted) {
        try (PointerScope scope = new PointerScope()) {
            graph.parameters().forEach(p -> p.tensor().mutable_grad().reset());
            Tensor cost = graph.run(Tensor.create(x, shape), true)
                    .descriptors()
                    .sub(wanted)
                    .square()
                    .mean();
            cost.backward();
            try (NoGradGuard guard = new NoGradGuard()) {
                graph.parameters()
                        .forEach(p -> p.tensor().sub_(p.tensor().grad().mul(new Scalar(.03))));
            }
            return cost.item_double();
        }
    }
}
