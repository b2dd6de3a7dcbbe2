package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.testkit.TestData;
import dev.sightline.trainer.network.RuntimeRun.Outputs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {

    /**
     * Without classifier. torchreid's counter, where the published figures come from, counts the gate that the four
     * streams of a block share once for each of them.
     */
    @ParameterizedTest
    @CsvSource({
        "osnet-x0.25, 16:1 24:1 32:2, 203568",
        "osnet-x1.0, 64:4 96:6 128:8, 2193616",
    })
    void shouldHaveThePublishedParametersOfOsNet(String name, String gates, long published) {
        long repeated = 0;
        for (String gate : gates.split(" ", -1)) {
            long wide = Long.parseLong(gate.substring(0, gate.indexOf(':')));
            long narrow = Long.parseLong(gate.substring(gate.indexOf(':') + 1));
            repeated += 2 * 3 * (wide * narrow + narrow + narrow * wide + wide);
        }

        long own = Networks.parameters(Networks.byName(name, 64, 32, 512, 1));

        assertThat(own + repeated).isEqualTo(published);
    }

    @Test
    void shouldHaveTheWeightsOfThePublishedOsNet() {
        ModelProto published = OnnxFile.read(TestData.require("models/osnet_x0_25_msmt17.onnx"));

        assertThat(weightShapes(Networks.byName("osnet-x0.25", 256, 128, 512, 1)))
                .containsExactlyInAnyOrderElementsOf(weightShapes(published));
    }

    private static List<String> weightShapes(ModelProto model) {
        return model.getGraph().getInitializerList().stream()
                .filter(i -> i.getDataType() == Tensors.FLOAT && i.getDimsCount() > 1)
                .map(i -> i.getDimsList().toString())
                .toList();
    }

    /** As torchvision's totals less their classifiers, and the neck's scale. */
    @ParameterizedTest
    @CsvSource({
        "resnet-18, 512, 11176512",
        "resnet-50, 2048, 23508032",
        "mobilenetv3-large, 960, 2971952",
        "mobilenetv3-small, 576, 927008",
    })
    void shouldHaveThePublishedParametersOfOthers(String name, int channels, long parameters) {
        assertThat(Networks.parameters(Networks.byName(name, 64, 32, channels, 1)))
                .isEqualTo(parameters + channels);
    }

    @ParameterizedTest
    @MethodSource("dev.sightline.trainer.network.Networks#names")
    void shouldRunAndGiveOneFiniteDescriptorAPicture(String name) throws OrtException {
        ModelProto model = Networks.byName(name, 32, 16, 24, 7);

        Outputs outputs = RuntimeRun.of(model, new long[] {2, 3, 32, 16}, RuntimeRun.noise(3, 2, 3, 32, 16));

        assertThat(outputs.names())
                .containsExactlyElementsOf(
                        name.startsWith("osnet") ? List.of(Head.DESCRIPTOR) : List.of(Head.DESCRIPTOR, Head.FEATURES));
        outputs.byName().values().forEach(o -> {
            assertThat(o.shape()).containsExactly(2, 24);
            for (float value : o.values()) {
                assertThat(value).isFinite();
            }
        });
        float[] descriptors = outputs.get(Head.DESCRIPTOR).values();
        assertThat(Arrays.copyOfRange(descriptors, 0, 24))
                .as("two pictures")
                .isNotEqualTo(Arrays.copyOfRange(descriptors, 24, 48));
    }

    @Test
    void shouldDrawTheSameWeightsFromTheSameSeedOnly() {
        ModelProto one = Networks.byName("osnet-x0.25", 64, 32, 16, 5);

        assertThat(Networks.byName("osnet-x0.25", 64, 32, 16, 5)).isEqualTo(one);
        assertThat(Networks.byName("osnet-x0.25", 64, 32, 16, 6)).isNotEqualTo(one);
    }

    @Test
    void shouldSayWhatIsAllowed() {
        assertThatThrownBy(() -> Networks.byName("vgg", 64, 32, 16, 5))
                .hasMessageContaining("network 'vgg' is unknown, allowed: osnet-x0.25");
        assertThatThrownBy(() -> Networks.byName("resnet-18", 8, 32, 16, 5))
                .hasMessageContaining("input height is 8, allowed: 16 to 1024");
        assertThatThrownBy(() -> Networks.byName("resnet-18", 64, 2000, 16, 5))
                .hasMessageContaining("input width is 2000");
        assertThatThrownBy(() -> Networks.byName("resnet-18", 64, 32, 0, 5))
                .hasMessageContaining("dimension is 0, allowed: 1 or more");
    }
}
