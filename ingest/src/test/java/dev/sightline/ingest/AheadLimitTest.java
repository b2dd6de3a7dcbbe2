package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.retry.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class AheadLimitTest {
    private final List<Long> positions = new ArrayList<>(List.of(0L));
    private int asked;
    private final AheadLimit limit = new AheadLimit(this::position, 10, Duration.ofMillis(1));

    private long position(int partition) {
        assertThat(partition).isEqualTo(3);
        long position = positions.get(Math.min(asked++, positions.size() - 1));
        if (position < 0) {
            throw new KafkaException("no answer");
        }
        return position;
    }

    @Test
    void shouldNotHoldBackBeforeItKnowsWhereTheFramesGo() {
        assertThat(limit.await(stopped())).isTrue();
        assertThat(asked).isZero();
    }

    @Test
    void shouldLetTheCameraRunUpToTheLimitAndNoFurther() {
        for (long offset = 0; offset < 9; offset++) {
            limit.acknowledged(3, offset);
            assertThat(limit.await(stopped())).as("after offset %d", offset).isTrue();
        }
        limit.acknowledged(3, 9);
        assertThat(limit.await(stopped())).isFalse();
        assertThat(asked).as("one question opens the way for many frames").isEqualTo(2);
    }

    @Test
    void shouldGoOnOnceTheReaderHasCaughtUp() {
        positions.addAll(List.of(0L, 0L, 95L));
        limit.acknowledged(3, 99);

        assertThat(limit.await(duration -> true)).isTrue();
        assertThat(asked).isEqualTo(4);
    }

    @Test
    void shouldWaitWhileKafkaDoesNotAnswer() {
        positions.set(0, -1L);
        positions.add(100L);
        limit.acknowledged(3, 99);

        assertThat(limit.await(duration -> true)).isTrue();
    }

    @Test
    void shouldHaveNoLimitWhereNoneIsWanted() {
        AheadLimit none = AheadLimit.none();
        none.acknowledged(0, Long.MAX_VALUE / 4);
        assertThat(none.await(stopped())).isTrue();
    }

    private static Sleeper stopped() {
        return duration -> false;
    }
}
