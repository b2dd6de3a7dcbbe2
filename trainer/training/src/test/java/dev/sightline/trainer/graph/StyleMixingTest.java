package dev.sightline.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two pictures of one channel, [1 2 3 4] and [10 30 50 70]. */
class StyleMixingTest {
    private static final float[] VALUES = {1, 2, 3, 4, 10, 30, 50, 70};
    private static final Pattern ALL = Pattern.compile("");

    private final PointerScope scope = new PointerScope();

    @BeforeEach
    void seed() {
        torch.manual_seed(3);
    }

    @AfterEach
    void release() {
        scope.close();
    }

    private static Tensor maps() {
        return Tensor.create(VALUES, 2, 1, 2, 2);
    }

    /** Mean and deviation of both pictures, as many times as asked. */
    private static float[][] styles(StyleMixing mixing, int times) {
        float[][] styles = new float[times][];
        for (int i = 0; i < times; i++) {
            float[] mixed = TorchGraph.values(mixing.mix(maps()));
            styles[i] = new float[] {mean(mixed, 0), spread(mixed, 0), mean(mixed, 4), spread(mixed, 4)};
        }
        return styles;
    }

    private static float mean(float[] values, int from) {
        return (values[from] + values[from + 1] + values[from + 2] + values[from + 3]) / 4;
    }

    /** Deviations of the two pictures are in the ratio of their steps, 1 and 20. */
    private static float spread(float[] values, int from) {
        return values[from + 1] - values[from];
    }

    @Test
    void shouldGiveMeanAndContrastBetweenThoseOfThePicturesAndKeepTheirPattern() {
        int moved = 0;
        for (float[] style : styles(new StyleMixing(ALL, 1, 1), 50)) {
            for (int picture = 0; picture < 2; picture++) {
                // Both by the same share: the mean lies as far from 2.5 toward 40 as the contrast from 1 toward 20.
                float share = (style[2 * picture] - 2.5f) / 37.5f;
                assertThat(share).isBetween(-1e-4f, 1.0001f);
                assertThat(style[2 * picture + 1]).isCloseTo(1 + share * 19, within(0.01f));
                moved += Math.abs(share - picture) > 0.05 ? 1 : 0;
            }
        }
        assertThat(moved).isGreaterThan(20);
    }

    @Test
    void shouldKeepNearlyAllOrNearlyNothingOfAStyleWhenAlphaIsSmall() {
        long between = java.util.Arrays.stream(styles(new StyleMixing(ALL, 1, 0.05), 100))
                .filter(s -> s[0] > 2.5 + 37.5 * 0.05 && s[0] < 40 - 37.5 * 0.05)
                .count();

        assertThat(between).isLessThan(25);
    }

    @Test
    void shouldSpareBatchesByChance() {
        StyleMixing half = new StyleMixing(ALL, 0.5, 1);
        int spared = 0;
        for (int i = 0; i < 200; i++) {
            Tensor maps = maps();
            spared += half.mix(maps) == maps ? 1 : 0;
        }

        assertThat(spared).isBetween(70, 130);
    }

    @Test
    void shouldDrawTheSameFromTheSameSeed() {
        StyleMixing mixing = new StyleMixing(ALL, 0.5, 0.1);
        float[][] first = styles(mixing, 10);
        torch.manual_seed(3);

        assertThat(styles(mixing, 10)).isDeepEqualTo(first);
    }

    @Test
    void shouldSendNoGradientThroughMeanAndContrast() {
        Tensor maps = maps();
        maps.set_requires_grad(true);
        Tensor mixed = new StyleMixing(ALL, 1, 1).mix(maps);
        float[] values = TorchGraph.values(mixed);

        mixed.sum().backward();

        // Each value moves by its picture's ratio of contrasts, and by nothing else.
        float[] gradient = TorchGraph.values(maps.grad());
        assertThat(gradient[0]).isCloseTo(spread(values, 0), within(1e-3f));
        assertThat(gradient[7]).isCloseTo(spread(values, 4) / 20, within(1e-3f));
    }

    @Test
    void shouldRefuseWhatIsNoFeatureMap() {
        assertThatThrownBy(() -> new StyleMixing(ALL, 1, 1).mix(Tensor.create(VALUES, 2, 4)))
                .hasMessageContaining("[batch, channels, height, width]")
                .hasMessageContaining("2 axes");
    }
}
