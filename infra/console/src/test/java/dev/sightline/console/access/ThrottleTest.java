package dev.sightline.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Throttle throttle = new Throttle(() -> now);

    @Test
    void shouldWaitLongerWithEachFailure() {
        fail(Throttle.FREE - 1);
        assertThat(throttle.wait("ada")).isZero();

        fail(1);
        assertThat(throttle.wait("ada")).isEqualTo(Duration.ofSeconds(5));
        fail(1);
        assertThat(throttle.wait("ada")).isEqualTo(Duration.ofSeconds(10));
        fail(30);
        assertThat(throttle.wait("ada")).isEqualTo(Duration.ofMinutes(15));
        assertThat(throttle.wait("bob")).isZero();
    }

    @Test
    void shouldEndTheWaitWithTimeAndTheCountWithASuccess() {
        fail(Throttle.FREE);
        now = now.plusSeconds(5);
        assertThat(throttle.wait("ada")).isZero();

        throttle.succeeded("ada");
        fail(1);
        assertThat(throttle.wait("ada")).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("ada");
        }
    }
}
