package dev.sightline.trainer.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributeQuestionTest {
    private final AttributeQuestion sex =
            new AttributeQuestion("sex", Map.of("personalMale", "a man", "personalFemale", "a woman"));

    @Test
    void shouldCountEachAnswerAlike() {
        List<Set<String>> people = new ArrayList<>();
        double[] man = new double[16];
        double[] woman = new double[16];
        for (int i = 0; i < 16; i++) {
            people.add(i < 10 ? Set.of("personalMale") : i < 15 ? Set.of("personalFemale") : Set.of());
            man[i] = 1; // Everybody is said to be a man.
        }

        AttributeQuestion.Score score = sex.score(people, Map.of("personalMale", man, "personalFemale", woman))
                .orElseThrow();

        assertThat(score.balancedAccuracy()).isCloseTo(.5, within(1e-12));
        assertThat(score.chance()).isEqualTo(.5);
        assertThat(score.people()).isEqualTo(15);
    }

    @Test
    void shouldNotAskAboutTooFew() {
        assertThat(sex.score(List.of(Set.of("personalMale")), Map.of("personalMale", new double[1])))
                .isEmpty();
    }

    @Test
    void shouldAskInWordsThatDescribe() {
        assertThat(AttributeQuestion.usual())
                .allMatch(q -> q.answers().values().stream().allMatch(w -> w.startsWith("a ")));
    }
}
