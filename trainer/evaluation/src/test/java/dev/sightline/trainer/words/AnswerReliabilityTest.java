package dev.sightline.trainer.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AnswerReliabilityTest {
    @Test
    void shouldHoldWhatIsSaidAgainstTheTruth() {
        AnswerReliability reliability = new AnswerReliability();
        reliability.add(new double[] {.8, .1}, .1, 0); // right
        reliability.add(new double[] {.8, .1}, .1, 1); // wrong
        reliability.add(new double[] {.1, .1}, .8, -1); // nobody, right
        reliability.add(new double[] {.1, .1}, .8, 0); // nobody, wrong

        assertThat(reliability.calibrationError()).isCloseTo(.3, within(1e-12));
        assertThat(reliability.measures())
                .containsEntry("searches", 4)
                .containsEntry("first answer right", .5)
                .containsEntry("says nobody when absent, mean", .8);
        assertThat(reliability.said()).containsExactly(.8, .8, .8, .8);
    }
}
