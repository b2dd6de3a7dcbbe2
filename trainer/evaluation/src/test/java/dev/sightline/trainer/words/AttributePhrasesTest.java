package dev.sightline.trainer.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttributePhrasesTest {
    private static final Set<String> TAGS = Set.of(
            "personalFemale",
            "personalLess30",
            "upperBodyRed",
            "upperBodyJacket",
            "lowerBodyGrey",
            "lowerBodyJeans",
            "footwearWhite",
            "footwearSneakers",
            "carryingBackpack",
            "accessoryHat",
            "hairLong",
            "hairBlack");

    @Test
    void shouldSayOnlyTagsThatThePersonHas() {
        AttributePhrases phrases = new AttributePhrases(3);

        Set<String> texts = IntStream.range(0, 200)
                .mapToObj(i -> phrases.about(TAGS))
                .peek(p -> assertThat(TAGS).containsAll(p.says()))
                .map(Phrase::text)
                .collect(Collectors.toSet());

        assertThat(texts).hasSizeGreaterThan(100).allMatch(t -> t.endsWith(".")).noneMatch(t -> t.contains("  "));
        assertThat(texts).anyMatch(t -> t.contains("red jacket")).anyMatch(t -> t.contains("backpack"));
        assertThat(texts).noneMatch(t -> t.contains(" man ") || t.contains("blue"));
    }

    @Test
    void shouldSayWhatItCountsAsSaid() {
        AttributePhrases phrases = new AttributePhrases(5);

        for (int i = 0; i < 200; i++) {
            Phrase phrase = phrases.about(TAGS);
            assertThat(phrase.text().contains("red")).isEqualTo(phrase.says().contains("upperBodyRed"));
            assertThat(phrase.says().contains("accessoryHat"))
                    .isEqualTo(phrase.text().contains("a hat") || phrase.text().contains("a cap"));
        }
    }

    @Test
    void shouldMakeTheSameSentencesOfTheSameSeed() {
        assertThat(new AttributePhrases(9).about(TAGS)).isEqualTo(new AttributePhrases(9).about(TAGS));
    }

    @Test
    void shouldMakeASentenceOfHardlyAnything() {
        AttributePhrases phrases = new AttributePhrases(1);

        assertThat(Stream.generate(() -> phrases.about(Set.of())).limit(50))
                .allMatch(p -> p.text().matches("(A|The|This) person .+\\.")
                        && p.says().isEmpty());
    }
}
