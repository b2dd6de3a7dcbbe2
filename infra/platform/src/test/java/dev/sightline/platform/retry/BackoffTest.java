package dev.sightline.platform.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void shouldGrowByTheFactorUpToTheLongest() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(700), 2, 0, 10);

        assertThat(IntStream.rangeClosed(1, 5).mapToObj(failures -> backoff.delay(failures, new SplittableRandom(1))))
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 700L, 700L);
    }

    @Test
    void shouldShortenByNoMoreThanTheJitter() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 2, 0.3, 10);
        SplittableRandom random = new SplittableRandom(7);

        assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.delay(1, random)))
                .allMatch(delay -> delay.toMillis() >= 70 && delay.toMillis() <= 100)
                .anyMatch(delay -> delay.toMillis() < 80)
                .anyMatch(delay -> delay.toMillis() >= 90);
    }

    @Test
    void shouldStayBoundedAfterVeryManyFailures() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30), 2, 0, Integer.MAX_VALUE);

        assertThat(backoff.delay(1_000_000, new SplittableRandom(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.allows(Integer.MAX_VALUE)).isTrue();
    }

    @Test
    void shouldNameWhatIsNotAllowed() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 2, 0, 1))
                .hasMessage("back-off first = PT0S must be longer than 0");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 2, 0, 1))
                .hasMessageContaining("longest = PT1S must be at least first = PT2S");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 0.5, 0, 1))
                .hasMessageContaining("factor = 0.5");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1.5, 1))
                .hasMessageContaining("jitter = 1.5");
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 0, 0))
                .hasMessageContaining("attempts = 0");
    }
}
