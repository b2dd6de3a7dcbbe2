package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.loss.VerificationHead.Comparison;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairHeadTest {
    private static final float[] WEIGHT = {-.5f, .25f, -1};
    private static final float BIAS = .7f;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Comparison.class)
    void shouldCompareDescriptorsAsItWasTrained(Comparison comparison) {
        PairHead.write(PairHead.network(comparison, WEIGHT, BIAS), folder);
        UnitVector a = UnitVector.normalize("m@1", new float[] {.6f, 0, .8f}, 1);
        UnitVector b = UnitVector.normalize("m@1", new float[] {0, 0, 1}, 1);
        double expected = BIAS;
        double[] scaledA = {.6 * Math.sqrt(3), 0, .8 * Math.sqrt(3)};
        double[] scaledB = {0, 0, Math.sqrt(3)};
        for (int i = 0; i < 3; i++) {
            double difference = Math.abs(scaledA[i] - scaledB[i]);
            double sum = Math.abs(scaledA[i]) + Math.abs(scaledB[i]);
            expected += WEIGHT[i]
                    * (comparison == Comparison.ABSOLUTE ? difference : difference * difference / Math.max(sum, 1e-9));
        }

        try (PairHead head = PairHead.open(folder)) {
            double[] scores = head.scores(List.of(a, b, a), List.of(b, a, a));

            assertThat(scores[0]).isCloseTo(expected, within(1e-5)).isEqualTo(scores[1]);
            assertThat(scores[2]).isCloseTo(BIAS, within(1e-6));
        }
    }
}
