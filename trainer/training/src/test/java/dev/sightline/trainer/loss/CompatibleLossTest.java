package dev.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class CompatibleLossTest {
    private static final List<float[]> OLD = List.of(new float[] {1, 0}, new float[] {.6f, .8f}, new float[] {0, 1});

    @Test
    void shouldCostWhatTheOldClassifierMakesOfNewDescriptors() {
        try (PointerScope scope = new PointerScope();
                CompatibleLoss loss = new CompatibleLoss(OLD, 2)) {
            double value = loss.value(LossInput.of(
                            Numbers64.of(new double[][] {{3, 0}, {0, .5}}), Numbers64.labels(1, 2)))
                    .item_double();

            // Cosines 1, .6, 0 and 0, .8, 1, times 2.
            double first = Math.log(Math.exp(2) + Math.exp(1.2) + 1) - 1.2;
            double second = Math.log(1 + Math.exp(1.6) + Math.exp(2)) - 2;
            assertThat(value).isCloseTo((first + second) / 2, within(1e-7));
            assertThat(loss.parameters()).isEmpty();
        }
    }

    @Test
    void shouldDeriveByTheNewDescriptorAlone() {
        try (CompatibleLoss loss = new CompatibleLoss(OLD, 5)) {
            Differences.assertGradient(
                    rows -> loss.value(LossInput.of(rows, Numbers64.labels(0, 1, 2, 1))), Numbers64.random(3, 4, 2));
        }
        assertThatThrownBy(() -> new CompatibleLoss(OLD, 0)).hasMessageContaining("Scale 0.0 is not allowed");
    }
}
