package dev.sightline.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldBringAFileBackByteForByteEvenWithFieldsItDoesNotKnow() throws IOException {
        UnknownFieldSet later = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addFixed32(5).build())
                .build();
        ModelProto model = tiny().toBuilder()
                .setDomain("test")
                .setModelVersion(3)
                .setDocString("text")
                .setUnknownFields(later)
                .build();
        byte[] bytes = model.toByteArray();
        Path file = Files.write(folder.resolve("a.onnx"), bytes);

        ModelProto read = OnnxFile.read(file);
        OnnxFile.write(read, folder.resolve("b.onnx"));

        assertThat(folder.resolve("b.onnx")).hasBinaryContent(bytes);
        assertThat(read.getUnknownFields()).isEqualTo(later);
    }

    @Test
    void shouldBringRealModelsBackByteForByte() throws IOException {
        Path data =
                Path.of(Optional.ofNullable(System.getenv("SIGHTLINE_TESTDATA")).orElse("../../../shared/data"));
        Path models = data.resolve("models");
        assumeTrue(Files.isDirectory(models), "no test models at " + models + "; set SIGHTLINE_TESTDATA");
        try (Stream<Path> files = Files.list(models)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".onnx")).toList()) {
                assertThat(OnnxFile.read(file).toByteArray())
                        .as(file.toString())
                        .isEqualTo(Files.readAllBytes(file));
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoModel() throws IOException {
        Path text = Files.writeString(folder.resolve("a.onnx"), "no model at all");

        assertThatThrownBy(() -> OnnxFile.read(text))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("a.onnx: is no ONNX file");
        assertThatThrownBy(() -> OnnxFile.parse(new byte[0], "empty"))
                .hasMessage("empty: is no ONNX file: it has no graph");
        assertThatThrownBy(() -> OnnxFile.read(folder.resolve("gone.onnx"))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> OnnxFile.write(tiny(), folder.resolve("no/where.onnx")))
                .hasMessageContaining("cannot be written");
    }

    @Test
    void shouldDecodeRawAndTypedTensors() {
        TensorProto typed = TensorProto.newBuilder()
                .setName("t")
                .addDims(2)
                .setDataType(Tensors.FLOAT)
                .addFloatData(1)
                .addFloatData(2)
                .build();
        TensorProto typedLongs = TensorProto.newBuilder()
                .setDataType(Tensors.INT64)
                .addDims(1)
                .addInt64Data(9)
                .build();

        assertThat(Tensors.floats(typed)).containsExactly(1, 2);
        assertThat(Tensors.longs(typedLongs)).containsExactly(9);
        assertThat(Tensors.floats(Tensors.floats("r", new long[] {2}, 3, 4))).containsExactly(3, 4);
        assertThat(Tensors.longs(Tensors.longs("r", new long[] {2}, -3, 4))).containsExactly(-3, 4);
        assertThat(Tensors.floats("r", new long[0], 1).getRawData())
                .isEqualTo(ByteString.copyFrom(new byte[] {0, 0, (byte) 0x80, 0x3f}));
        assertThatThrownBy(() -> Tensors.longs(typed)).hasMessageContaining("'t' has element type 1, expected int64");
        assertThatThrownBy(
                        () -> Tensors.floats(typed.toBuilder().addFloatData(3).build()))
                .hasMessageContaining("needs 2 values or bytes, but holds 3");
    }

    @Test
    void shouldBuildAndFindAttributes() {
        NodeProto node = NodeProto.newBuilder()
                .addAttribute(Attributes.of("axis", 2))
                .addAttribute(Attributes.of("alpha", 0.5f))
                .addAttribute(Attributes.of("mode", "linear"))
                .addAttribute(Attributes.of("pads", new long[] {1, 2}))
                .build();

        assertThat(Attributes.integer(node, "axis", 0)).isEqualTo(2);
        assertThat(Attributes.integer(node, "gone", 7)).isEqualTo(7);
        assertThat(Attributes.find(node, "alpha").orElseThrow().getF()).isEqualTo(0.5f);
        assertThat(Attributes.text(node, "mode", "")).isEqualTo("linear");
        assertThat(Attributes.integers(node, "pads")).containsExactly(1L, 2L);
    }

    private static ModelProto tiny() {
        GraphBuilder built = new GraphBuilder("tiny").input("x", "n");
        built.node("Relu", "y", List.of("x"));
        return built.output("y", "n").build(13);
    }
}
