package dev.sightline.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphCutTest {

    @Test
    void shouldKeepWhatTheCutNeedsAndNothingElse() {
        ModelProto part = GraphCut.at(detector(), List.of("stem/relu", "both"));

        GraphEdit edit = new GraphEdit(part);
        assertThat(edit.nodes())
                .extracting(NodeProto::getOpType)
                .containsExactly("Conv", "Relu", "Conv", "Sigmoid", "Mul", "Concat");
        assertThat(part.getGraph().getInitializerList())
                .extracting(TensorProto::getName)
                .containsExactly("stem/w", "gate/w");
        assertThat(edit.outputs())
                .hasToString("[stem/relu [batch, 4, stem/relu/height, stem/relu/width], both [batch, 8, both/height,"
                        + " both/width]]");
        assertThat(edit.inputs()).extracting(TensorSignature::name).containsExactly("picture");
    }

    @Test
    void shouldNameATensorThatIsNotThere() {
        assertThatThrownBy(() -> GraphCut.at(detector(), List.of("neck")))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("computes tensor 'neck'; it computes 8, the last of them [gate, sigmoid");
        assertThatThrownBy(() -> GraphCut.at(detector(), List.of("picture")))
                .hasMessageContaining("computes tensor 'picture'");
        assertThatThrownBy(() -> GraphCut.at(detector(), List.of("flat")))
                .hasMessageContaining("channels of tensor 'flat' cannot be told");
        assertThatThrownBy(() -> GraphCut.at(detector(), List.of())).hasMessageContaining("at least one tensor");
    }

    @Test
    void shouldGoOnWhereAModelEnds() {
        ModelProto part = GraphCut.at(detector(), List.of("stem/relu"));

        GraphBuilder more = GraphBuilder.continuing(part);
        String half = more.fixed(Tensors.floats("half", new long[0], 0.5f));
        more.node("Mul", "halved", List.of("stem/relu", half));
        more.output("halved", "batch", "4", "h", "w");

        ModelProto whole = more.build(13);
        assertThat(new GraphEdit(whole).outputs()).hasToString("[halved [batch, 4, h, w]]");
        assertThat(whole.getOpsetImportList()).isEqualTo(part.getOpsetImportList());
        assertThat(whole.getGraph().getInitializerList()).hasSize(1);
        assertThatThrownBy(() -> more.build(17))
                .hasMessageContaining("is of operator set 13")
                .hasMessageContaining("17");
        assertThatThrownBy(() -> more.node("Relu", "stem/relu", List.of("halved")))
                .hasMessageContaining("twice");
    }

    @Test
    void shouldPutNodesBehindATensor() {
        GraphEdit edit = new GraphEdit(detector());

        edit.insertAfter("stem/relu", List.of(relu6("capped", "stem/relu")), "capped");
        edit.insertAfter("picture", List.of(relu6("bright", "picture")), "bright");

        assertThat(edit.nodes().get(0).getOutput(0)).isEqualTo("bright");
        assertThat(edit.nodes().get(1).getInput(0)).isEqualTo("bright");
        assertThat(edit.nodes().get(3)).isEqualTo(relu6("capped", "stem/relu"));
        assertThat(edit.nodes().stream().filter(n -> n.getInputList().contains("stem/relu")))
                .hasSize(1);
        assertThat(edit.nodes().stream().filter(n -> n.getInputList().contains("capped")))
                .hasSize(4);
        assertThatThrownBy(() -> edit.insertAfter("nothing", List.of(), "x")).hasMessageContaining("'nothing'");
    }

    @Test
    void shouldRenameAnInputEverywhere() {
        GraphEdit edit = new GraphEdit(detector());

        edit.renameInput("picture", "images");

        assertThat(edit.inputs()).extracting(TensorSignature::name).containsExactly("images");
        assertThat(edit.nodes().get(0).getInput(0)).isEqualTo("images");
        assertThatThrownBy(() -> edit.renameInput("images", "both")).hasMessageContaining("'both' exists already");
    }

    private static NodeProto relu6(String output, String input) {
        return NodeProto.newBuilder()
                .setOpType("Clip")
                .addInput(input)
                .addOutput(output)
                .build();
    }

    /** picture -> stem -> relu -> gated; relu and gated side by side; a head behind. */
    private static ModelProto detector() {
        GraphBuilder built = new GraphBuilder("detector").input("picture", "batch", "3", "8", "8");
        built.constant(Tensors.floats("stem/w", new long[] {4, 3, 1, 1}, new float[12]));
        built.constant(Tensors.floats("gate/w", new long[] {4, 4, 1, 1}, new float[16]));
        built.constant(Tensors.floats("spare", new long[] {1}, 0));
        built.node("Conv", "stem", List.of("picture", "stem/w"));
        built.node("Relu", "stem/relu", List.of("stem"));
        built.node("Flatten", "flat", List.of("stem/relu"));
        built.node("Conv", "gate", List.of("stem/relu", "gate/w"));
        built.node("Sigmoid", "sigmoid", List.of("gate"));
        built.node("Mul", "gated", List.of("stem/relu", "sigmoid"));
        built.node("Concat", "both", List.of("stem/relu", "gated"), Attributes.of("axis", 1));
        built.node("Relu", "head", List.of("both"));
        return built.output("head", "batch", "8", "8", "8").build(13);
    }
}
