package dev.sightline.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.OperatorSetIdProto;
import dev.sightline.trainer.network.RuntimeRun;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * A graph of one operator or a few over the input {@code x}, [2, 4, 6, 5] unless said otherwise; both runtimes must give
 * the same.
 */
record OperatorCase(String name, int opset, Function<Tiny, String> graph) {
    private static final double NEAR = 1e-5;
    /** Operators that are ONNX Runtime's own. */
    private static final Set<String> RUNTIMES = Set.of(
            "MultiHeadAttention",
            "SkipLayerNormalization",
            "SkipSimplifiedLayerNormalization",
            "BiasGelu",
            "FastGelu",
            "QuickGelu");

    /** The first operator set with an Attention of its own. */
    private static final int ATTENTION = 23;

    /** The graph being built, with short ways to constants of seeded random numbers. */
    static final class Tiny {
        final GraphBuilder graph = new GraphBuilder("tiny");
        long[] shape = {2, 4, 6, 5};
        private int constants;

        Tiny shape(long... sides) {
            shape = sides;
            return this;
        }

        String weights(long... sides) {
            String name = "c" + constants++;
            int count = (int) Arrays.stream(sides).reduce(1, (a, b) -> a * b);
            float[] values = RuntimeRun.noise(constants, sides);
            return graph.constant(Tensors.floats(name, sides, Arrays.copyOf(values, count)));
        }

        String positive(long... sides) {
            return op("Abs", weights(sides));
        }

        String number(float value) {
            return graph.constant(Tensors.floats("c" + constants++, new long[0], value));
        }

        String floats(float... values) {
            return graph.constant(Tensors.floats("c" + constants++, new long[] {values.length}, values));
        }

        String longs(long... values) {
            return graph.constant(Tensors.longs("c" + constants++, new long[] {values.length}, values));
        }

        String whole(long value) {
            return graph.constant(Tensors.longs("c" + constants++, new long[0], value));
        }

        String matrix(long rows, long... values) {
            long[] sides = {rows, values.length / rows};
            return graph.constant(Tensors.longs("c" + constants++, sides, values));
        }

        /** Two outputs, which no builder needs but here. */
        String[] split(String sizes, List<AttributeProto> attributes) {
            String[] names = {"t" + constants++, "t" + constants++};
            List<String> inputs = sizes.isEmpty() ? List.of("x") : List.of("x", sizes);
            graph.node("Split", List.of(names), inputs, attributes.toArray(AttributeProto[]::new));
            return names;
        }

        String op(String operator, String input, AttributeProto... attributes) {
            return op(operator, new String[] {input}, attributes);
        }

        String op(String operator, String[] inputs, AttributeProto... attributes) {
            return graph.node(operator, "t" + constants++, Arrays.asList(inputs), attributes);
        }
    }

    static String[] in(String... names) {
        return names;
    }

    static AttributeProto ints(String name, long... values) {
        return Attributes.of(name, values);
    }

    static OperatorCase of(String name, int opset, Function<Tiny, String> graph) {
        return new OperatorCase(name, opset, graph);
    }

    static Stream<OperatorCase> plain(int opset, String... operators) {
        return Stream.of(operators).map(o -> of(o, opset, t -> t.op(o, "x")));
    }

    ModelProto model(Tiny tiny) {
        // The input is declared first, so the shape is asked of a trial run.
        Tiny trial = new Tiny();
        trial.graph.input("x");
        String unused = graph.apply(trial);
        tiny.shape(trial.shape);
        String[] sides = Arrays.stream(tiny.shape).mapToObj(Long::toString).toArray(String[]::new);
        tiny.graph.input("x", sides);
        String result = tiny.graph.node("Cast", "y", List.of(graph.apply(tiny)), Attributes.of("to", 1));
        ModelProto.Builder open = tiny.graph.output(result).build(opset).toBuilder();
        // Nothing is said of the output but that it is float; the runtimes find its shape.
        open.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .clearShape();
        for (NodeProto.Builder node : open.getGraphBuilder().getNodeBuilderList()) {
            if (RUNTIMES.contains(node.getOpType()) || node.getOpType().equals("Attention") && opset < ATTENTION) {
                node.setDomain("com.microsoft");
            }
        }
        open.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1));
        return open.build();
    }

    void check() throws OrtException {
        Tiny tiny = new Tiny();
        ModelProto model = model(tiny);
        float[] x = RuntimeRun.noise(name.hashCode(), tiny.shape);
        RuntimeRun.Output expected = RuntimeRun.of(model, tiny.shape, x).get("y");

        try (TorchGraph torch = TorchGraph.load(model, new Device("cpu"));
                PointerScope scope = new PointerScope()) {
            Tensor y = torch.run(Tensor.create(x, tiny.shape), false).descriptors();
            assertThat(Shaping.shape(y)).as("shape").containsExactly(expected.shape());
            float[] values = TorchGraph.values(y);
            for (int i = 0; i < values.length; i++) {
                assertThat((double) values[i])
                        .as("value " + i)
                        .isCloseTo(expected.values()[i], within(NEAR * Math.max(1, Math.abs(values[i]))));
            }
        }
    }

    @Override
    public String toString() {
        return name + " (" + opset + ")";
    }
}
