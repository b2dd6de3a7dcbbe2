package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InstanceNormTest {
    private static final long[] SHAPE = {2, 4, 3, 3};
    private static final float[] PICTURES = RuntimeRun.noise(5, SHAPE);

    @Test
    void shouldGiveEveryPictureTheSameMeanAndContrast() throws OrtException {
        ModelProto model = InstanceNorm.onInput(abs(), new float[] {100, 100, 100, 100}, new float[] {2, 2, 2, 2});

        float[] y = RuntimeRun.of(model, SHAPE, PICTURES).get("y").values();

        for (int plane = 0; plane < 8; plane++) {
            assertThat(mean(y, plane)).isCloseTo(100, within(1e-3));
            assertThat(deviation(y, plane)).isCloseTo(2, within(1e-3));
        }
        assertThat(Networks.parameters(model)).isEqualTo(8);
    }

    @Test
    void shouldLeaveTheOtherHalfAlone() throws OrtException {
        ModelProto model = InstanceNorm.onHalf(abs(), List.of("magnitude"));

        float[] y = RuntimeRun.of(model, SHAPE, PICTURES).get("y").values();

        for (int plane = 0; plane < 8; plane++) {
            if (plane % 4 < 2) {
                assertThat(mean(y, plane)).isCloseTo(0, within(1e-5));
            } else {
                assertThat(y[plane * 9]).isEqualTo(Math.abs(PICTURES[plane * 9]));
            }
        }
    }

    @Test
    void shouldWantOneMeanAChannel() {
        assertThatThrownBy(() -> InstanceNorm.onInput(abs(), new float[3], new float[4]))
                .hasMessageContaining("input 'images' has 4 channels, but 3 means and 4 deviations");
    }

    private static double mean(float[] values, int plane) {
        return IntStream.range(plane * 9, plane * 9 + 9)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double deviation(float[] values, int plane) {
        double mean = mean(values, plane);
        return Math.sqrt(IntStream.range(plane * 9, plane * 9 + 9)
                .mapToDouble(i -> Math.pow(values[i] - mean, 2))
                .average()
                .orElseThrow());
    }

    private static ModelProto abs() {
        GraphBuilder graph = new GraphBuilder("abs").input("images", "batch", "4", "3", "3");
        graph.node("Clip", "same", List.of("images"));
        graph.node("PRelu", "magnitude", List.of("same", graph.constant(Tensors.floats("slope", new long[0], -1))));
        graph.node("Identity", "y", List.of("magnitude"));
        return graph.output("y", "batch", "4", "3", "3").build(14);
    }
}
