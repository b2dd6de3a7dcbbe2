package dev.sightline.embedder.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SaidWordsTest {
    @Test
    void shouldTellWhichThingHasWhichColor() {
        Set<Integer> one = said("a man in a white shirt and black pants");
        Set<Integer> other = said("a man in a black shirt and white pants");

        assertThat(one).isNotEqualTo(other).hasSameSizeAs(other);
        assertThat(said("the guy wears a white t-shirt, black trousers")).containsAll(bound(one));
    }

    @Test
    void shouldGiveTwoColorsToOneThingAndReachOnlySoFar() {
        assertThat(said("a gray and black jacket"))
                .containsAll(bound(said("gray jacket")))
                .containsAll(bound(said("black jacket")));
        assertThat(bound(said("black hair and he is carrying something like a bag")))
                .isEqualTo(bound(said("black hair")));
    }

    @Test
    void shouldNotTakeShortSleevesForShorts() {
        assertThat(bound(said("white short sleeve shirt"))).isEqualTo(bound(said("white shirt")));
    }

    @Test
    void shouldSayNothingOfAnotherLanguage() {
        assertThat(said("ein Mann mit roter Jacke")).isEmpty();
    }

    private static Set<Integer> said(String text) {
        float[] numbers = new float[SaidWords.FEATURES];
        SaidWords.write(text, numbers, 0);
        Set<Integer> set = new TreeSet<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                set.add(i);
            }
        }
        return set;
    }

    /** Without the words themselves. */
    private static Set<Integer> bound(Set<Integer> said) {
        Set<Integer> bound = new TreeSet<>(said);
        bound.removeIf(i -> i >= 16 * 16);
        return bound;
    }
}
