package dev.sightline.contracts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.AnswerOdds.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerOddsTest {
    @Test
    void shouldShareOneAmongCandidatesAndNobody() {
        AnswerOdds odds = new AnswerOdds(1.5, -1);
        double[] standings = {3, 0, -1, 2.5};

        double[] each = odds.each(standings, .5);

        assertThat(Arrays.stream(each).sum() + odds.nobody(standings, .5)).isCloseTo(1, within(1e-12));
        assertThat(each[0]).isGreaterThan(each[3]).isGreaterThan(odds.nobody(standings, .5));
    }

    @Test
    void shouldMatchBayesRuleForOneCandidate() {
        AnswerOdds odds = new AnswerOdds(2, .5);

        double there = odds.each(new double[] {1}, .3)[0];

        double ratio = Math.exp(2 * 1 + .5);
        assertThat(there).isCloseTo(.3 * ratio / (.3 * ratio + .7), within(1e-12));
    }

    @Test
    void shouldSayNobodyWhereThereIsNobody() {
        assertThat(new AnswerOdds(1, 0).nobody(new double[0], .5)).isEqualTo(1);
    }

    @Test
    void shouldBelieveLessAmongMany() {
        AnswerOdds odds = new AnswerOdds(1, 0);
        double[] few = {3, 0, 0};
        double[] many = new double[100];
        many[0] = 3;

        assertThat(odds.each(many, .5)[0]).isLessThan(odds.each(few, .5)[0]);
    }

    @Test
    void shouldFindTheOddsThatMadeTheAnswers() {
        // Standings of impostors are N(0,1), of the one looked for N(2,1): the log likelihood ratio is 2 s - 2.
        Random random = new Random(7);
        List<Known> searches = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            double[] standings = new double[20];
            for (int j = 0; j < standings.length; j++) {
                standings[j] = random.nextGaussian();
            }
            boolean there = i % 2 == 0;
            if (there) {
                standings[3] += 2;
            }
            searches.add(new Known(standings, there ? 3 : -1));
        }

        AnswerOdds odds = AnswerOdds.fit(searches, .5);

        assertThat(odds.slope()).isCloseTo(2, within(.15));
        assertThat(odds.offset()).isCloseTo(-2, within(.3));
    }

    @Test
    void shouldCenterOnManyCandidatesAndOnPeopleAtLargeWhereTheyAreFew() {
        double[] many = new double[2_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = 10 + (i % 2 == 0 ? 1 : -1);
        }

        assertThat(AnswerOdds.standings(many, 0, 1)[0]).isCloseTo(1, within(.3));
        assertThat(AnswerOdds.standings(new double[] {2}, 0, 1)[0]).isCloseTo(1.75, within(.3));
    }

    @Test
    void shouldRefuseWhatIsNoOdds() {
        assertThatThrownBy(() -> new AnswerOdds(-1, 0)).hasMessageContaining("slope -1.0");
        assertThatThrownBy(() -> new AnswerOdds(1, 0).each(new double[] {1}, 1))
                .hasMessageContaining("probability 1.0");
        assertThatThrownBy(() -> AnswerOdds.fit(List.of(), .5)).hasMessageContaining("at least 10");
        assertThatThrownBy(() -> new Known(new double[2], 2)).hasMessageContaining("answer 2");
    }
}
