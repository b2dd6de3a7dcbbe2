package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.retry.Backoff;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReconnectTest {
    private static final Duration STEADY = Duration.ofSeconds(10);
    private final Reconnect reconnect = new Reconnect(
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), 2, 0, Integer.MAX_VALUE),
            STEADY,
            new SplittableRandom(1));

    @Test
    void shouldWaitLongerWhenAStreamOpensAndDiesAtOnce() {
        Duration waited = Duration.ZERO;
        int requests = 0;
        while (waited.compareTo(Duration.ofSeconds(62)) < 0) {
            waited = waited.plus(reconnect.after(Duration.ofMillis(50)));
            requests++;
        }
        assertThat(requests).as("requests in 62 s").isLessThanOrEqualTo(8);
    }

    @Test
    void shouldBeginAgainOnlyAfterAConnectionThatWorkedForAWhile() {
        for (int i = 0; i < 10; i++) {
            reconnect.after(Duration.ZERO);
        }
        assertThat(reconnect.first()).isFalse();
        assertThat(reconnect.after(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(30));

        assertThat(reconnect.after(STEADY)).isEqualTo(Duration.ofMillis(500));
        assertThat(reconnect.first()).isTrue();
        assertThat(reconnect.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    }
}
