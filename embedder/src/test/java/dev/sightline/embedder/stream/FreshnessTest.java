package dev.sightline.embedder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.stream.FrameHandler.Freshness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final long NOW = 1_700_000_000_000L;

    private final Freshness freshness =
            new Freshness(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC), Duration.ofSeconds(10));

    @Test
    void shouldSkipLiveFramesThatWaitedTooLong() {
        Frame live = Frame.newBuilder().setSession(NOW).build();

        assertThat(freshness.tooOld(live, NOW - 10_000)).isFalse();
        assertThat(freshness.tooOld(live, NOW - 10_001)).isTrue();
    }

    @Test
    void shouldNeverSkipRecordedFootageOrTheEndOfAStream() {
        assertThat(freshness.tooOld(Frame.getDefaultInstance(), 0)).isFalse();
        assertThat(freshness.tooOld(
                        Frame.newBuilder().setSession(NOW).setEndOfStream(true).build(), 0))
                .isFalse();
    }
}
