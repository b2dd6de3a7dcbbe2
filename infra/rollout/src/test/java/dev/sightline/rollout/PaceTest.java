package dev.sightline.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong(5);

    @Test
    void shouldWaitForWhatWorkWasTooQuick() {
        Pace pace = new Pace(20, nanos::get);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(pace.after(30)).isEqualTo(Duration.ofMillis(500));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(pace.after(5)).isNegative();
    }

    @Test
    void shouldNotWaitWithoutABound() {
        assertThat(new Pace(0, nanos::get).after(1_000_000)).isZero();
    }
}
