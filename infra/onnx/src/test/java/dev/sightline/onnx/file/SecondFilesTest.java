package dev.sightline.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.StringStringEntryProto;
import dev.sightline.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void weights() throws IOException {
        Files.write(folder.resolve("net.data"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    }

    @Test
    void shouldTakeWeightsInside() {
        TensorProto part = inside(Map.of("location", "net.data", "offset", "4", "length", "4"));
        TensorProto rest = inside(Map.of("location", "net.data", "offset", "6"));

        assertThat(part.getRawData().toByteArray()).containsExactly(5, 6, 7, 8);
        assertThat(part.getDataLocation()).isZero();
        assertThat(rest.getRawData().toByteArray()).containsExactly(7, 8);
    }

    @Test
    void shouldLeaveANetworkAloneThatHasAllWeightsInside() {
        ModelProto whole = ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder()
                        .addInitializer(TensorProto.newBuilder().setName("w")))
                .build();

        assertThat(SecondFiles.inside(whole, folder)).isSameAs(whole);
    }

    @Test
    void shouldSayWhatIsWrongWithASecondFile() {
        refuses(Map.of("location", "gone.data"), "gone.data", "put it beside the network");
        refuses(Map.of("location", "net.data", "offset", "4", "length", "9"), "but the file has 8 bytes");
        refuses(Map.of("location", "net.data", "length", "999999999999"), "do not fit one network file");
        refuses(Map.of("location", "../net.data"), "allowed: a file beside the network");
        refuses(Map.of(), "allowed: a file beside the network");
        refuses(Map.of("location", "net.data", "offset", "four"), "'four' where a number of bytes belongs");
    }

    private void refuses(Map<String, String> said, String... words) {
        assertThatThrownBy(() -> inside(said)).isInstanceOf(OnnxException.class).hasMessageContainingAll(words);
    }

    private TensorProto inside(Map<String, String> said) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName("w").setDataLocation(1);
        said.forEach((key, value) -> tensor.addExternalData(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        ModelProto model = ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder().addInitializer(tensor))
                .build();
        return SecondFiles.inside(model, folder).getGraph().getInitializer(0);
    }
}
