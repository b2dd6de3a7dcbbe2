package dev.sightline.embedder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Observation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbedderMetersTest {
    private final EmbedderMeters meters =
            new EmbedderMeters(new SimpleMeterRegistry(), Map.of(), () -> 0, () -> Instant.EPOCH);

    @Test
    void shouldCallItselfDegradedWhenLiveFramesAreSkipped() {
        observed(1, 16);
        assertThat(meters.degraded()).isEmpty();

        for (int i = 0; i < 84; i++) {
            meters.skipped();
        }
        assertThat(meters.degraded()).hasValueSatisfying(why -> assertThat(why).startsWith("84% of the live frames"));
    }

    @Test
    void shouldNotCountRecordedFootage() {
        observed(0, 1000);
        for (int i = 0; i < 20; i++) {
            meters.skipped();
        }

        assertThat(meters.degraded()).hasValueSatisfying(why -> assertThat(why).startsWith("100%"));
    }

    private void observed(long session, int frames) {
        for (int i = 0; i < frames; i++) {
            meters.observed(Observation.newBuilder().setSession(session).build(), Duration.ofMillis(1));
        }
    }
}
