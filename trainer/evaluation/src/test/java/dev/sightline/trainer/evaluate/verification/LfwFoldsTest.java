package dev.sightline.trainer.evaluate.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LfwFoldsTest {

    @Test
    void shouldChooseTheThresholdOnTheOtherFolds() {
        // Fold one wants 1.01 (first best above 1), fold two .51; each is tested with the other's.
        double[] distance = {1, 1.5, .5, .9};
        boolean[] same = {true, false, true, false};

        LfwFolds folds = LfwFolds.of(distance, same, 2);

        assertThat(folds.thresholds()).containsExactly(.51, 1.01);
        assertThat(folds.accuracies()).containsExactly(.5, .5);
        assertThat(folds.mean()).isEqualTo(.5);
        assertThat(folds.deviation()).isZero();
    }

    @Test
    void shouldRefuseUnequalFolds() {
        assertThatThrownBy(() -> LfwFolds.of(new double[3], new boolean[3], 2)).hasMessageContaining("equal size");
        assertThatThrownBy(() -> LfwFolds.of(new double[4], new boolean[3], 2)).hasMessageContaining("3 labels");
    }

    @Test
    void shouldEqualTheReferenceCase() throws IOException {
        ReferenceCase reference = ReferenceCase.require("lfw_10fold");
        double[] labels = reference.numbers("same");
        boolean[] same = new boolean[labels.length];
        for (int i = 0; i < same.length; i++) {
            same[i] = labels[i] == 1;
        }

        LfwFolds folds = LfwFolds.of(reference.numbers("dist"), same, 10);

        assertThat(folds.mean()).isCloseTo(reference.expected().get("mean").asDouble(), within(1e-9));
        assertThat(folds.deviation()).isCloseTo(reference.expected().get("std").asDouble(), within(1e-9));
        assertThat(folds.thresholds().stream().mapToDouble(Double::doubleValue).toArray())
                .containsExactly(ReferenceCase.numbers(reference.expected().get("best_thresholds")), within(1e-9));
        assertThat(folds.accuracies().stream().mapToDouble(Double::doubleValue).toArray())
                .containsExactly(ReferenceCase.numbers(reference.expected().get("fold_accuracy")), within(1e-9));
    }
}
