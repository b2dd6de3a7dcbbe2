package dev.sightline.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamsTest {
    @Test
    void shouldLimitStreamsOfOneUserAndInAll() {
        Streams streams = new Streams(new AccessPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, 3, 2));

        assertThat(streams.enter("ada")).isTrue();
        assertThat(streams.enter("ada")).isTrue();
        assertThat(streams.enter("ada")).as("third of one user").isFalse();
        assertThat(streams.enter("bob")).isTrue();
        assertThat(streams.enter("eve")).as("fourth in all").isFalse();
        streams.leave("ada");
        assertThat(streams.enter("eve")).isTrue();
        assertThat(streams.open()).isEqualTo(3);
    }
}
