package dev.sightline.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenormalsTest {
    private static final float[] WEIGHTS = {1, -1e-40f, 0, Float.MIN_NORMAL, -Float.MIN_NORMAL, Float.MIN_VALUE, 2e-38f
    };
    private static final float[] FLUSHED = {1, 0, 0, Float.MIN_NORMAL, -Float.MIN_NORMAL, 0, 2e-38f};

    @TempDir
    private Path folder;

    @Test
    void shouldPutZerosInTheirPlaceAndTouchNothingElse() throws IOException {
        ModelProto model = network(WEIGHTS);
        Path file = folder.resolve("network.onnx");
        OnnxFile.write(model, file);

        ModelProto flushed = Denormals.flush(model);

        assertThat(flushed).isEqualTo(network(FLUSHED)).isNotEqualTo(model);
        assertThat(Denormals.flushed(file))
                .hasValueSatisfying(
                        bytes -> assertThat(OnnxFile.parse(bytes, "flushed")).isEqualTo(flushed));
        assertThat(OnnxFile.read(file)).isEqualTo(model);
    }

    @Test
    void shouldReadThemHoweverTheyAreStored() {
        TensorProto.Builder typed = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(Tensors.FLOAT)
                .addDims(WEIGHTS.length);
        for (float weight : WEIGHTS) {
            typed.addFloatData(weight);
        }
        ModelProto.Builder model = network(WEIGHTS).toBuilder();
        model.getGraphBuilder().setInitializer(0, typed);

        assertThat(Denormals.flush(model.build())).isEqualTo(network(FLUSHED));
    }

    @Test
    void shouldLeaveAloneWhatHasNoneOrIsNoNetwork() throws IOException {
        ModelProto model = network(FLUSHED);
        Path file = folder.resolve("network.onnx");
        OnnxFile.write(model, file);
        Path text = Files.writeString(folder.resolve("text.onnx"), "no network");

        assertThat(Denormals.flush(model)).isSameAs(model);
        assertThat(Denormals.flushed(file)).isEmpty();
        assertThat(Denormals.flushed(text)).isEmpty();
        assertThat(Denormals.flushed(folder.resolve("gone.onnx"))).isEmpty();
    }

    private static ModelProto network(float[] weights) {
        GraphBuilder graph = new GraphBuilder("network").input("x", "batch", Integer.toString(weights.length));
        String w = graph.constant(Tensors.floats("weights", new long[] {weights.length}, weights));
        graph.node("Add", "y", List.of("x", w));
        return graph.output("y", "batch", Integer.toString(weights.length)).build(14);
    }
}
