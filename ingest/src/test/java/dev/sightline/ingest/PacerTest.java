package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Pacer pacer = new Pacer(() -> now, this::sleep);

    private boolean sleep(Duration duration) {
        waits.add(duration);
        now = now.plus(duration);
        return true;
    }

    @Test
    void shouldKeepThePaceOfTheFootage() {
        pacer.await(5_000_000);
        pacer.await(5_100_000);
        now = now.plusMillis(30); // Reading took its time.
        pacer.await(5_200_000);

        assertThat(waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(70));
    }

    @Test
    void shouldCatchUpAfterAPause() {
        pacer.await(0);
        now = now.plusSeconds(1);
        pacer.await(400_000);
        pacer.await(800_000);
        pacer.await(1_200_000);

        assertThat(waits).containsExactly(Duration.ofMillis(200));
    }
}
