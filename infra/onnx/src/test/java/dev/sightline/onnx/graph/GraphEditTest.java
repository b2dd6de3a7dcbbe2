package dev.sightline.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.TensorProto;
import dev.sightline.onnx.proto.ValueInfoProto;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphEditTest {

    @Test
    void shouldFreeTheBatchOfInputsOutputsAndReshapesOfFedData() {
        GraphBuilder built = new GraphBuilder("fixed").input("images", "1", "3", "8", "8");
        built.constant(Tensors.longs("flat", new long[] {2}, 1, -1));
        built.constant(Tensors.longs("kernel/shape", new long[] {2}, 1, 12));
        built.constant(Tensors.floats("kernel", new long[] {12}, new float[12]));
        built.node("Reshape", "kernel/row", List.of("kernel", "kernel/shape"));
        built.node("Constant", "split", List.of(), Attributes.of("value", Tensors.longs("", new long[] {3}, 1, 2, -1)));
        built.node("Reshape", "rows", List.of("images", "flat"));
        built.node("Reshape", "again", List.of("rows", "flat"));
        built.node("Reshape", "halves", List.of("again", "split"));
        built.output("halves", "1", "2", "96").output("kernel/row", "1", "12");
        ModelProto.Builder noted = built.build(13).toBuilder();
        noted.getGraphBuilder().addValueInfo(ValueInfoProto.newBuilder().setName("rows"));

        ModelProto freed = SymbolicBatch.apply(noted.build());

        GraphEdit graph = new GraphEdit(freed);
        assertThat(graph.inputs()).hasToString("[images [batch, 3, 8, 8]]");
        assertThat(graph.outputs().get(0)).hasToString("halves [batch, 2, 96]");
        assertThat(reshapeTo(graph, "rows")).containsExactly(0, -1);
        assertThat(reshapeTo(graph, "again")).containsExactly(0, -1);
        assertThat(reshapeTo(graph, "halves")).containsExactly(0, 2, -1);
        assertThat(reshapeTo(graph, "kernel/row")).containsExactly(1, 12);
        assertThat(graph.constant("flat")).isEmpty();
        assertThat(freed.getGraph().getValueInfoCount()).isZero();
        assertThat(SymbolicBatch.apply(freed)).isEqualTo(freed);
    }

    @Test
    void shouldNotTakeInitializersForInputs() {
        ModelProto.Builder model = scaled().toBuilder();
        model.getGraphBuilder().addInput(ValueInfoProto.newBuilder().setName("factor"));

        assertThat(new GraphEdit(model.build()).inputs())
                .extracting(TensorSignature::name)
                .containsExactly("x");
    }

    @Test
    void shouldPutTrainedWeightsBackIntoTheirGraph() {
        GraphEdit graph = new GraphEdit(scaled());

        graph.setFloats("factor", new float[] {5, 6});

        TensorProto factor = graph.constant("factor").orElseThrow();
        assertThat(Tensors.floats(factor)).containsExactly(5, 6);
        assertThat(factor.getDimsList()).containsExactly(2L);
        assertThatThrownBy(() -> graph.setFloats("factor", new float[3]))
                .hasMessageContaining("a shape of 2 elements cannot hold 3");
        assertThatThrownBy(() -> graph.setFloats("gone", new float[3])).hasMessageContaining("no initializer 'gone'");
        assertThatThrownBy(() -> graph.addInitializer(factor)).hasMessageContaining("'factor' exists already");
        assertThatThrownBy(() -> graph.setSymbol("x", 3, "n")).hasMessageContaining("'x' has no axis 3");
    }

    @Test
    void shouldBuildOnlyGraphsThatRunInTheirOrder() {
        GraphBuilder built = new GraphBuilder("g").input("x", "n", "2");

        assertThatThrownBy(() -> built.node("Relu", "y", List.of("z")))
                .hasMessageContaining("'z', which node 'y' read");
        assertThatThrownBy(() -> built.input("x")).hasMessageContaining("'x' is defined twice");
        assertThatThrownBy(() -> built.output("y")).hasMessageContaining("'y', which the outputs read");
        assertThatThrownBy(() -> built.build(13))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("needs at least one node and one output");
    }

    private static ModelProto scaled() {
        GraphBuilder built = new GraphBuilder("scaled").input("x", "batch", "2");
        built.constant(Tensors.floats("factor", new long[] {2}, 1, 2));
        built.node("Mul", "y", List.of("x", "factor"));
        return built.output("y", "batch", "2").build(13);
    }

    private static long[] reshapeTo(GraphEdit graph, String output) {
        int node = IntStream.range(0, graph.nodes().size())
                .filter(i -> graph.nodes().get(i).getOutput(0).equals(output))
                .findFirst()
                .orElseThrow();
        return Tensors.longs(graph.constant(graph.nodes().get(node).getInput(1)).orElseThrow());
    }
}
