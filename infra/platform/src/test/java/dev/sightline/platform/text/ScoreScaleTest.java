package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.Problem;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScoreScaleTest {
    @Test
    void shouldTakeScoresUpToOneAsTheyAre() {
        ScoreScale scale = scale(0, .4, 1.0000001);

        assertThat(scale.of(OptionalDouble.of(.4))).isEqualTo(.4);
        assertThat(scale.within(OptionalDouble.of(1.0000001))).isEqualTo(1);
        assertThat(scale.problems()).isEmpty();
    }

    @Test
    void shouldTakeNoScoreAsCertain() {
        assertThat(scale().of(OptionalDouble.empty())).isEqualTo(1);
        assertThat(scale(40, 90).of(OptionalDouble.empty())).isEqualTo(1);
        assertThat(scale().problems()).isEmpty();
    }

    @Test
    void shouldReadPercentAndSaySo() {
        ScoreScale scale = scale(-0.5, 40, 138.9);

        assertThat(scale.of(OptionalDouble.of(138.9))).isEqualTo(1.389);
        assertThat(scale.within(OptionalDouble.of(138.9))).isEqualTo(1);
        assertThat(scale.within(OptionalDouble.of(-0.5))).isZero();
        assertThat(scale.problems())
                .containsExactly(
                        new Problem(
                                "det.txt",
                                "scores-in-percent",
                                "its scores go up to 138.9 and were read as percent",
                                3,
                                "divide them by 100"),
                        new Problem(
                                "det.txt",
                                "scores-out-of-range",
                                "2 of 3 scores are out of range, such as -0.5",
                                2,
                                "give scores from 0 to 1, or -1 where there is none"));
    }

    @Test
    void shouldRefuseScoresOnNoKnownScale() {
        assertThatThrownBy(() -> scale(-4, 6.5).of(OptionalDouble.of(6.5)))
                .hasMessage("det.txt: scores go from -4 to 6.5; allowed: 0 to 1, percent from 0 to 100, or -1 where no"
                        + " score was given");
        assertThatThrownBy(() -> scale(5000).of(OptionalDouble.of(1))).hasMessageContaining("from 5000 to 5000");
    }

    private static ScoreScale scale(double... scores) {
        ScoreScale scale = new ScoreScale("det.txt");
        Arrays.stream(scores).forEach(score -> scale.see(OptionalDouble.of(score)));
        return scale;
    }
}
