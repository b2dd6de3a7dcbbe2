package dev.sightline.embedder.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.IncomparableDescriptors;
import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WordQueryTest {
    private static final String MODEL = "person-test@1";

    @Test
    void shouldGiveTheBestCandidateTheMostAndLeaveSomethingToNobody() {
        WordQuery query = query(Optional.of(new AnswerOdds(2, -2)));

        WordQuery.Answers answers = query.answers(List.of(vector(0, 1), vector(1, .1f), vector(-1, 0)));

        assertThat(answers.probabilities()[1]).isGreaterThan(answers.probabilities()[0]);
        assertThat(answers.probabilities()[0]).isGreaterThan(answers.probabilities()[2]);
        assertThat(answers.nobody()).isBetween(.01, .99);
        assertThat(answers.probabilities()[0]
                        + answers.probabilities()[1]
                        + answers.probabilities()[2]
                        + answers.nobody())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldNotCompareWithAnotherModel() {
        assertThatThrownBy(() -> query(Optional.empty()).score(UnitVector.normalize("other@1", new float[] {1, 0}, 1)))
                .isInstanceOf(IncomparableDescriptors.class);
    }

    @Test
    void shouldClaimNothingWithoutACalibration() {
        assertThatThrownBy(() -> query(Optional.empty()).answers(new double[] {1}))
                .hasMessageContaining("no calibration");
    }

    private static WordQuery query(Optional<AnswerOdds> odds) {
        return new WordQuery("a man", vector(1, 0), .1, .3, odds, .5);
    }

    private static UnitVector vector(float... values) {
        return UnitVector.normalize(MODEL, values, 1);
    }
}
