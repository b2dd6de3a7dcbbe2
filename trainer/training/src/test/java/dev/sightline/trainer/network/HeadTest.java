package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.network.RuntimeRun.Output;
import dev.sightline.trainer.network.RuntimeRun.Outputs;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadTest {
    private static final long[] SHAPE = {2, 3, 4, 5};
    private static final float[] PICTURES = RuntimeRun.noise(11, SHAPE);

    @ParameterizedTest
    @EnumSource(FeaturePooling.class)
    void shouldPoolAsDefined(FeaturePooling pooling) throws OrtException {
        ModelProto model = new Head(pooling, 1, OptionalInt.empty(), false).attach(doubling(), 1);

        Outputs outputs = RuntimeRun.of(model, SHAPE, PICTURES);

        Output descriptor = outputs.get(Head.DESCRIPTOR);
        assertThat(outputs.names()).containsExactly(Head.DESCRIPTOR);
        assertThat(descriptor.shape()).containsExactly(2, pooling == FeaturePooling.AVERAGE_AND_MAX ? 6 : 3);
        for (int picture = 0; picture < 2; picture++) {
            for (int channel = 0; channel < 3; channel++) {
                double[] expected = expected(pooling, picture, channel);
                int row = picture * (int) descriptor.shape()[1];
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) descriptor.values()[row + i * 3 + channel])
                            .isCloseTo(expected[i], within(1e-5));
                }
            }
        }
    }

    private static double[] expected(FeaturePooling pooling, int picture, int channel) {
        double mean = mean(picture, channel, v -> v);
        double max = values(picture, channel).max().orElseThrow();
        return switch (pooling) {
            case AVERAGE -> new double[] {mean};
            case AVERAGE_PLUS_MAX -> new double[] {mean + max};
            case AVERAGE_AND_MAX -> new double[] {mean, max};
            case GENERALIZED_MEAN ->
                new double[] {Math.cbrt(mean(picture, channel, v -> Math.pow(Math.max(v, 1e-6), 3)))};
        };
    }

    private static double mean(int picture, int channel, DoubleUnaryOperator of) {
        return values(picture, channel).map(of).average().orElseThrow();
    }

    /** Of one channel of one picture, doubled as the backbone does. */
    private static DoubleStream values(int picture, int channel) {
        int first = (picture * 3 + channel) * 20;
        return IntStream.range(first, first + 20).mapToDouble(i -> 2 * PICTURES[i]);
    }

    @Test
    void shouldProjectTheMapsSideBySideAndNormalizeBehindTheFeatures() throws OrtException {
        ModelProto model = Head.projecting(7, 1).attach(twoMaps(), 1);

        Outputs outputs = RuntimeRun.of(model, SHAPE, PICTURES);

        assertThat(outputs.names()).containsExactly(Head.DESCRIPTOR, Head.FEATURES);
        assertThat(outputs.get(Head.DESCRIPTOR).shape()).containsExactly(2, 7);
        float fresh = (float) (1 / Math.sqrt(1 + 1e-5));
        for (int i = 0; i < 14; i++) {
            assertThat(outputs.get(Head.DESCRIPTOR).values()[i])
                    .isCloseTo(outputs.get(Head.FEATURES).values()[i] * fresh, within(1e-5f));
        }
        // 2 maps of 3 channels to 7, bias 7, scale of the neck 7; its shift does not learn.
        assertThat(Networks.parameters(model)).isEqualTo(6 * 7 + 7 + 7);
        assertThat(new GraphEdit(model).constant("descriptor/shift")).isPresent();
    }

    @Test
    void shouldPoolTheWholeMapAndEachOfItsStripes() throws OrtException {
        ModelProto model = new Head(FeaturePooling.AVERAGE, 2, OptionalInt.empty(), false).attach(doubling(), 1);

        Output descriptor = RuntimeRun.of(model, SHAPE, PICTURES).get(Head.DESCRIPTOR);

        assertThat(descriptor.shape()).containsExactly(2, 3 + 2 * 3);
        for (int channel = 0; channel < 3; channel++) {
            double upper = rows(1, channel, 0, 2);
            double lower = rows(1, channel, 2, 4);
            assertThat((double) descriptor.values()[9 + channel]).isCloseTo((upper + lower) / 2, within(1e-5));
            assertThat((double) descriptor.values()[9 + 3 + 2 * channel]).isCloseTo(upper, within(1e-5));
            assertThat((double) descriptor.values()[9 + 3 + 2 * channel + 1]).isCloseTo(lower, within(1e-5));
        }
    }

    private static double rows(int picture, int channel, int from, int to) {
        return values(picture, channel)
                .skip(from * 5L)
                .limit((to - from) * 5L)
                .average()
                .orElseThrow();
    }

    @Test
    void shouldRefuseWhatIsNoFeatureMap() {
        GraphBuilder graph = new GraphBuilder("flat").input("images", "batch", "3");
        graph.node("Relu", "y", List.of("images"));
        ModelProto flat = graph.output("y", "batch", "3").build(14);

        assertThatThrownBy(() -> Head.projecting(4, 1).attach(flat, 1))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining("but the backbone's output is y [batch, 3]");
        assertThatThrownBy(() -> Head.projecting(4, 0)).hasMessageContaining("stripes is 0, allowed: 1 or more");
        assertThatThrownBy(() -> Head.projecting(0, 1)).hasMessageContaining("projection is 0, allowed: 1 or more");
    }

    private static ModelProto doubling() {
        GraphBuilder graph = new GraphBuilder("double").input("images", "batch", "3", "4", "5");
        graph.node("Mul", "y", List.of("images", graph.constant(Tensors.floats("two", new long[0], 2))));
        return graph.output("y", "batch", "3", "h", "w").build(14);
    }

    private static ModelProto twoMaps() {
        GraphBuilder graph = GraphBuilder.continuing(doubling());
        graph.node("Relu", "z", List.of("y"));
        return graph.output("y", "batch", "3", "h", "w")
                .output("z", "batch", "3", "h", "w")
                .build(14);
    }
}
