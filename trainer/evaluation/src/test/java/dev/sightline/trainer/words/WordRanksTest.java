package dev.sightline.trainer.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordRanksTest {
    @Test
    void shouldRankTheOwnPersonBehindWhoIsAsGood() {
        WordRanks ranks = WordRanks.of(
                List.of("a", "b", "c"),
                List.of(
                        Map.of("a", .9, "b", .1, "c", .2),
                        Map.of("a", .5, "b", .5, "c", .2),
                        Map.of("a", .5, "b", .6, "c", .2)));

        assertThat(ranks.at(1)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(ranks.at(2)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(ranks.reciprocal()).isCloseTo((1 + .5 + 1 / 3.0) / 3, within(1e-12));
        assertThat(ranks.measures()).containsEntry("texts", 3).containsEntry("gallery", 3);
    }

    @Test
    void shouldRefuseATextAboutSomebodyElse() {
        assertThatThrownBy(() -> WordRanks.of(List.of("z"), List.of(Map.of("a", 1.0))))
                .hasMessageContaining("'z'");
    }
}
