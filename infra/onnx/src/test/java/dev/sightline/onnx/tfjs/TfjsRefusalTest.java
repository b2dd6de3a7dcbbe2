package dev.sightline.onnx.tfjs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.onnx.OnnxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be imported is said with file, node and what would be supported. */
class TfjsRefusalTest {
    private final TinyTfjs tiny = new TinyTfjs().picture(8, 8, 3);

    @TempDir
    Path folder;

    @Test
    void shouldNameAnUnsupportedOperatorItsNodeAndWhatIsSupported() {
        tiny.node("out", "TopKV2", "picture");

        refused("tiny.json: node 'out' has the operator 'TopKV2', which cannot be imported; supported: Const,"
                + " Placeholder, Add, ConcatV2, Conv2D, DepthwiseConv2dNative, FusedDepthwiseConv2dNative, Identity,"
                + " Mean, Mul, Relu, Relu6, ResizeBilinear, Sigmoid, _FusedConv2D");
    }

    @Test
    void shouldNameAnUnsupportedFusedOperator() {
        tiny.floats("w", Grid.zeros(1, 1, 3, 3));
        ObjectNode node = convolution("SAME");
        TinyTfjs.texts(node, "fused_ops", List.of("Elu"));

        refused("node 'out' (Conv2D): has the fused operator 'Elu'; supported: BiasAdd first, then Relu or Relu6");
    }

    @Test
    void shouldNameUnsupportedPaddingAndDataFormat() {
        tiny.floats("w", Grid.zeros(1, 1, 3, 3));
        TinyTfjs.text(convolution("MIRROR"), "data_format", "NHWC");
        refused("node 'out' (Conv2D): padding is 'MIRROR'; supported: SAME, VALID, EXPLICIT");
    }

    @Test
    void shouldRefuseChannelsFirstConvolutions() {
        tiny.floats("w", Grid.zeros(1, 1, 3, 3));
        TinyTfjs.text(convolution("SAME"), "data_format", "NCHW");
        refused("data_format is 'NCHW'; supported: NHWC");
    }

    @Test
    void shouldRefuseAnOpenSizeWherePaddingDependsOnIt() {
        TinyTfjs open = new TinyTfjs().picture(-1, -1, 3);
        open.floats("w", Grid.zeros(3, 3, 3, 3));
        ObjectNode node = open.node("out", "Conv2D", "picture", "w");
        TinyTfjs.ints(node, "strides", 1, 2, 2, 1);
        TinyTfjs.text(node, "padding", "SAME");

        assertThatThrownBy(() -> convert(open))
                .hasMessageContaining("SAME padding with stride 2 needs an input of known size");
    }

    @Test
    void shouldRefuseCirclesMissingNodesAndSecondOutputs() {
        tiny.node("a", "Relu", "out");
        tiny.node("out", "Relu", "a");
        refused("reads 'out' in a circle");

        TinyTfjs missing = new TinyTfjs();
        missing.node("out", "Relu", "gone");
        assertThatThrownBy(() -> convert(missing)).hasMessageContaining("tiny.json: no node 'gone'");

        TinyTfjs second = new TinyTfjs().picture(8, 8, 3);
        second.node("out", "Relu", "picture:1");
        assertThatThrownBy(() -> convert(second)).hasMessageContaining("only the first output of a node can be read");
    }

    @Test
    void shouldRefuseShapesThatDoNotJoin() {
        tiny.floats("two", Grid.zeros(2));
        tiny.node("out", "Add", "picture", "two");
        refused("node 'out' (Add): cannot join shapes [1, 8, 8, 3] and [2]");
    }

    @Test
    void shouldRefuseWeightsOfTheWrongLength() throws IOException {
        tiny.floats("w", Grid.zeros(4));
        tiny.node("out", "Relu", "picture");
        Path json = tiny.write(folder);

        Files.write(folder.resolve("tiny.bin"), new byte[15]);
        assertThatThrownBy(() -> convert(json)).hasMessageContaining("weight files end inside tensor \"w\"");
        Files.write(folder.resolve("tiny.bin"), new byte[17]);
        assertThatThrownBy(() -> convert(json)).hasMessageContaining("are 1 bytes longer than the tensors");
        Files.delete(folder.resolve("tiny.bin"));
        assertThatThrownBy(() -> convert(json)).hasMessageContaining("weights cannot be read");
    }

    @Test
    void shouldReadNoWeightsFromOutsideTheFolder() throws IOException {
        tiny.node("out", "Relu", "picture");
        Path json = tiny.write(folder);
        Files.writeString(json, Files.readString(json).replace("tiny.bin", "../tiny.bin"));

        assertThatThrownBy(() -> convert(json)).hasMessageContaining("must be a plain name beside the model");
    }

    @Test
    void shouldRefuseOtherFormatsAndNoFormatAtAll() throws IOException {
        Path json = Files.writeString(folder.resolve("tiny.json"), "{\"format\": \"layers-model\"}");
        assertThatThrownBy(() -> convert(json))
                .hasMessageContaining("is no TF.js graph model (format 'layers-model'); allowed: graph-model");
        Files.writeString(json, "nonsense");
        assertThatThrownBy(() -> convert(json)).hasMessageContaining("cannot be read as a TF.js model");
    }

    private ObjectNode convolution(String padding) {
        ObjectNode node = tiny.node("out", "Conv2D", "picture", "w");
        TinyTfjs.ints(node, "strides", 1, 1, 1, 1);
        TinyTfjs.text(node, "padding", padding);
        return node;
    }

    private void refused(String message) {
        assertThatThrownBy(() -> convert(tiny))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining(message);
    }

    private void convert(TinyTfjs model) {
        convert(model.write(folder));
    }

    private static void convert(Path json) {
        TfjsImporter.convert(json, "images", List.of(OutputCut.parse("out=result")));
    }
}
