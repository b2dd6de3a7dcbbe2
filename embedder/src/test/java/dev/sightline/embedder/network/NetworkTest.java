package dev.sightline.embedder.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.embedder.TinyModels;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
    @TempDir
    Path folder;

    @Test
    void shouldPassOverProvidersThatThisMachineLacks() {
        NetworkSettings settings =
                new NetworkSettings(List.of(Provider.TENSORRT, Provider.CUDA, Provider.OPENVINO, Provider.CPU), 1);

        try (Network network = Network.open(TinyModels.descriptor(folder).network(), settings)) {
            assertThat(network.fallbacks()).isSubsetOf(Provider.TENSORRT, Provider.CUDA, Provider.OPENVINO);
            assertThat(network.fallbacks()).contains(Provider.OPENVINO);
            assertThat(means(network, 1, 255)).containsExactly(255);
        }
    }

    @Test
    void shouldGiveTheSameFromPinnedBuffersRunAfterRunAndForEveryBatchSize() {
        try (Network network = Network.open(TinyModels.descriptor(folder).network(), NetworkSettings.defaults())) {
            assertThat(network.batches()).isTrue();
            for (int round = 0; round < 3; round++) {
                assertThat(means(network, 1, 7)).containsExactly(7);
                assertThat(means(network, 3, 9)).containsExactly(9, 10, 11);
            }
        }
    }

    /** A weight that a processor multiplies slowly is none: without that 5 would come out again. */
    @Test
    void shouldTakeDenormalWeightsForZeros() {
        GraphBuilder graph = new GraphBuilder("denormal").input("images", "batch", "3", "64", "32");
        graph.node("GlobalAveragePool", "pooled", List.of("images"));
        graph.node("Flatten", "flat", List.of("pooled"));
        graph.node("Mul", "tiny", List.of("flat", graph.constant(Tensors.floats("small", new long[] {1}, 1e-40f))));
        graph.node("Mul", "back", List.of("tiny", graph.constant(Tensors.floats("large", new long[] {1}, 1e38f))));
        graph.node("Mul", "output", List.of("back", graph.constant(Tensors.floats("more", new long[] {1}, 100))));
        Path file = folder.resolve("denormal.onnx");
        OnnxFile.write(graph.output("output", "batch", "3").build(13), file);

        try (Network network = Network.open(file, NetworkSettings.defaults())) {
            assertThat(means(network, 1, 5)).containsExactly(0);
        }
    }

    @Test
    void shouldTellItsListenerOfEveryRun() {
        try (Network network = Network.open(TinyModels.descriptor(folder).network(), NetworkSettings.defaults())) {
            long[] batches = new long[1];
            network.listen((input, shape, nanos) -> batches[0] += shape[0]);
            means(network, 2, 1);
            means(network, 3, 1);

            assertThat(batches[0]).isEqualTo(5);
        }
    }

    @Test
    void shouldNameAFileThatIsNoNetwork() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.onnx"), "no network");

        assertThatThrownBy(() -> Network.open(file, NetworkSettings.defaults()))
                .isInstanceOf(NetworkFailure.class)
                .hasMessageContaining("broken.onnx");
    }

    @Test
    void shouldNameTheOutputsThereAreWhenOneIsMissing() {
        try (Network network = Network.open(TinyModels.descriptor(folder).network(), NetworkSettings.defaults())) {
            assertThatThrownBy(() -> network.use(lane -> {
                        lane.input(1, 3, 64, 32);
                        return lane.run(1, 3, 64, 32).get("boxes");
                    }))
                    .hasMessageContaining("'boxes'")
                    .hasMessageContaining("[output]");
        }
    }

    @Test
    void shouldRefuseUnknownProviders() {
        assertThatThrownBy(() -> Provider.ofLabel("gpu")).hasMessageContaining("tensorrt, cuda, openvino, cpu");
    }

    /** First channel's mean per picture, where picture i is filled with {@code first + i}. */
    private static float[] means(Network network, int batch, float first) {
        return network.use(lane -> {
            FloatBuffer input = lane.input(batch, 3, 64, 32);
            int size = 3 * 64 * 32;
            for (int i = 0; i < batch * size; i++) {
                input.put(i, first + i / size);
            }
            Outputs outputs = lane.run(batch, 3, 64, 32);
            float[] means = new float[batch];
            for (int i = 0; i < batch; i++) {
                means[i] = outputs.first().of(i)[0];
            }
            return means;
        });
    }
}
