package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearMissTest {
    @Test
    void shouldCountSwapsAsOneEdit() {
        assertThat(NearMiss.distance("ingset", "ingest")).isEqualTo(1);
        assertThat(NearMiss.distance("", "abc")).isEqualTo(3);
        assertThat(NearMiss.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void shouldMeasureDistanceAlikeInBothDirections() {
        long seed = 42;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            String a = word(random);
            String b = word(random);
            assertThat(NearMiss.distance(a, b))
                    .as("seed %d: %s %s", seed, a, b)
                    .isEqualTo(NearMiss.distance(b, a))
                    .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
        }
    }

    @Test
    void shouldOfferNothingThatHasNoLetterInCommon() {
        assertThat(NearMiss.closest("zz", List.of("a", "bb"))).isEmpty();
        assertThat(NearMiss.closest("x", List.of("a"))).isEmpty();
        assertThat(NearMiss.closest("ab", List.of("a"))).contains("a");
        assertThat(NearMiss.closest("Door", List.of("yard", "door"))).contains("door");
    }

    @Test
    void shouldOfferAnotherEndingOfALongWord() {
        assertThat(NearMiss.closest("--predictions", List.of("--report", "--predicted")))
                .contains("--predicted");
        assertThat(NearMiss.closest("--previous", List.of("--predicted"))).isEmpty();
        assertThat(NearMiss.closest("--seven", List.of("--sex"))).isEmpty();
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }
}
