package dev.sightline.embedder.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "man in a red jacket with a backpack",
                "Woman, white dress.",
                "hard hat and hi-vis vest",
                "courier",
                "He's wearing blue-striped shorts and flip-flops",
                "The person has short black hair, glasses and is carrying two plastic bags."
            })
    void shouldTakeDescriptions(String text) {
        assertThat(PersonWords.checked("  " + text + "\n")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|says nothing",
                "Ein Mann mit roter Jacke und Rucksack|not understood: ein, jacke, mann, mit and 2 more",
                "un homme avec une veste rouge|does not read as an English description",
                "红色外套的男人|does not read as an English description",
                "the weather will be fine tomorrow evening|does not read as an English description",
                "12 34|does not read as an English description",
                "looking to the left|names nothing that can be seen of a person"
            })
    void shouldSayWhyATextIsNoDescription(String text, String why) {
        assertThatThrownBy(() -> PersonWords.checked(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(why)
                .hasMessageContaining("man in a red jacket with a backpack");
    }

    @Test
    void shouldRefuseATextThatIsTooLong() {
        assertThatThrownBy(() -> PersonWords.checked("red shirt ".repeat(500)))
                .hasMessageContaining("has 4999 characters; at most 500");
    }
}
