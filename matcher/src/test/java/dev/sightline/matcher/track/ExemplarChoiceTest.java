package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExemplarChoiceTest {
    private final ExemplarChoice kept = new ExemplarChoice(List.of());

    @Test
    void shouldTakeAllWhileThereIsRoom() {
        assertThat(offer(1, 0, 0.2f, 2)).isTrue();
        assertThat(offer(2, 0, 0.2f, 2)).isTrue();
        assertThat(kept.exemplars()).hasSize(2);
    }

    @Test
    void shouldKeepTheBetterOfTwoThatLookAlike() {
        offer(1, 0, 0.5f, 2);
        offer(2, 90, 0.5f, 2);

        assertThat(offer(3, 1, 0.9f, 2)).isTrue();

        assertThat(kept.exemplars()).extracting(Exemplar::getSequence).containsExactly(2L, 3L);
    }

    @Test
    void shouldRefuseAWorseOneThatLooksAlike() {
        offer(1, 0, 0.5f, 2);
        offer(2, 90, 0.5f, 2);

        assertThat(offer(3, 1, 0.1f, 2)).isFalse();

        assertThat(kept.exemplars()).extracting(Exemplar::getSequence).containsExactly(1L, 2L);
    }

    @Test
    void shouldPreferANewLookToARepeatedOne() {
        offer(1, 0, 0.5f, 2);
        offer(2, 2, 0.6f, 2);

        assertThat(offer(3, 80, 0.3f, 2)).isTrue();

        assertThat(kept.exemplars()).extracting(Exemplar::getSequence).containsExactly(2L, 3L);
    }

    @Test
    void shouldKeepTheBestWhenOnlyOneIsAllowed() {
        offer(1, 0, 0.5f, 1);

        assertThat(offer(2, 50, 0.4f, 1)).isFalse();
        assertThat(offer(3, 50, 0.6f, 1)).isTrue();
    }

    /** A look at {@code degrees} on the unit circle. */
    private boolean offer(long sequence, double degrees, float quality, int limit) {
        float[] values = {(float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees))};
        UnitVector vector = UnitVector.normalize("a@1", values, quality);
        return kept.offer(
                Exemplar.newBuilder()
                        .setSequence(sequence)
                        .setQuality(quality)
                        .setVector(vector.toMessage())
                        .build(),
                vector,
                limit);
    }
}
