package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AppearanceScaleTest {
    private final AppearanceScale scale = new AppearanceScale();

    @Test
    void shouldSayNothingUntilBothSidesAreKnown() {
        for (int i = 0; i < AppearanceScale.WARM_UP; i++) {
            scale.learn("a@1", 0.9, true);
        }

        assertThat(scale.evidence("a@1", 0.9, 8)).isZero();
    }

    @Test
    void shouldWeighSimilarityByWhatItSawHere() {
        teach("a@1", 0.9, 0.5, 0.1);

        assertThat(scale.evidence("a@1", 0.9, 8)).isGreaterThan(4);
        assertThat(scale.evidence("a@1", 0.5, 8)).isBetween(-3.0, -2.5);
        double previous = Double.NEGATIVE_INFINITY;
        for (double similarity = -1; similarity <= 1; similarity += 0.01) {
            double evidence = scale.evidence("a@1", similarity, 8);
            assertThat(evidence).isGreaterThanOrEqualTo(previous).isBetween(-8.0, 8.0);
            previous = evidence;
        }
    }

    @Test
    void shouldGiveAModelThatTellsNobodyApartNoSay() {
        teach("a@1", 0.8, 0.8, 0.1);

        assertThat(Math.abs(scale.evidence("a@1", 0.9, 8))).isLessThan(0.5);
        assertThat(Math.abs(scale.evidence("a@1", 0.5, 8))).isLessThan(0.5);
    }

    @Test
    void shouldKeepAScaleForEachOfTwoModels() {
        teach("a@1", 0.9, 0.5, 0.1);
        double before = scale.evidence("a@1", 0.9, 8);

        scale.learn("b@1", 0.9, true);

        assertThat(scale.evidence("a@1", 0.9, 8)).isEqualTo(before);
        assertThat(scale.evidence("b@1", 0.9, 8)).isZero();
        assertThat(scale.models()).extracting(AppearanceScale.OfModel::modelId).containsExactly("a@1", "b@1");
    }

    @Test
    void shouldForgetTheOldestOfThreeModels() {
        teach("a@1", 0.9, 0.5, 0.1);
        teach("b@1", 0.9, 0.5, 0.1);

        scale.learn("c@1", 0.9, true);

        assertThat(scale.evidence("a@1", 0.9, 8)).isZero();
        assertThat(scale.evidence("b@1", 0.9, 8)).isPositive();
    }

    private void teach(String model, double same, double other, double spread) {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            scale.learn(model, same + random.nextGaussian() * spread, true);
            scale.learn(model, other + random.nextGaussian() * spread, false);
        }
    }
}
