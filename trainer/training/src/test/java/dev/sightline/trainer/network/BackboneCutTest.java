package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.network.RuntimeRun.Outputs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackboneCutTest {

    @Test
    void shouldMakeADescriptorNetworkOfTheDefaultDetector() throws OrtException {
        ModelProto backbone = BackboneCut.at(detector(), BackboneCut.CENTERNET);

        assertThat(new GraphEdit(backbone).inputs()).hasToString("[images [batch, 3, height, width]]");
        long[] shape = {2, 3, 64, 32};
        float[] pictures = RuntimeRun.noise(1, shape);
        Outputs maps = RuntimeRun.of(backbone, shape, pictures);
        assertThat(maps.get(BackboneCut.CENTERNET.get(0)).shape()).containsExactly(2, 88, 4, 2);
        assertThat(maps.get(BackboneCut.CENTERNET.get(1)).shape()).containsExactly(2, 120, 2, 1);

        ModelProto network = Head.projecting(256, 1).attach(backbone, 1);
        assertThat(RuntimeRun.of(network, shape, pictures).get(Head.DESCRIPTOR).shape())
                .containsExactly(2, 256);
        assertThat(Networks.parameters(network)).isEqualTo(1_692_984 + 208 * 256 + 256 + 256);
    }

    @Test
    void shouldGiveWhatTheWholeNetworkComputesThere() throws OrtException {
        ModelProto detector = detector();
        String map = BackboneCut.CENTERNET.get(0);
        GraphEdit whole = new GraphEdit(detector);
        long[] shape = {1, 3, 64, 64};
        float[] picture = RuntimeRun.noise(2, shape);

        float[] cut = RuntimeRun.of(BackboneCut.at(detector, List.of(map)), shape, picture)
                .get(map)
                .values();

        ModelProto.Builder shown = whole.model().toBuilder();
        shown.getGraphBuilder()
                .addOutput(BackboneCut.at(detector, List.of(map)).getGraph().getOutput(0));
        assertThat(cut)
                .containsExactly(
                        RuntimeRun.of(shown.build(), shape, picture).get(map).values());
    }

    @Test
    void shouldNameAMissingTensor() {
        ModelProto network = Networks.byName("osnet-x0.25", 32, 16, 8, 1);

        assertThatThrownBy(() -> BackboneCut.at(network, List.of("layer4")))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("computes tensor 'layer4'");
        assertThat(new GraphEdit(BackboneCut.at(network, List.of("conv5"))).outputs())
                .hasToString("[conv5 [batch, 128, conv5/height, conv5/width]]");
    }

    private static ModelProto detector() {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "sightline");
        try {
            return OnnxFile.read(new ModelCatalog(cache, List.of())
                    .resolve("person-centernet")
                    .network());
        } catch (ModelException e) {
            assumeTrue(false, "the default detector is not here and cannot be fetched: " + e.getMessage());
            throw e;
        }
    }
}
