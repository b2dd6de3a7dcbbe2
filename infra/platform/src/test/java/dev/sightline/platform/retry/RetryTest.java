package dev.sightline.platform.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Backoff THREE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 2, 0, 3);

    private final List<Duration> slept = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void shouldTryAgainWhileTroublePasses() {
        String answer = retry(true).call("asking", () -> failingBefore(3), UncheckedIOException.class::isInstance);

        assertThat(answer).isEqualTo("answer");
        assertThat(slept).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void shouldGiveTheLastFailureWhenTriesRunOut() {
        assertThatThrownBy(() ->
                        retry(true).call("asking", () -> failingBefore(9), UncheckedIOException.class::isInstance))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("call 3");
        assertThat(calls).hasValue(3);
    }

    @Test
    void shouldNotTryAgainWhatWillNotPass() {
        assertThatThrownBy(() -> retry(true).call("asking", () -> failingBefore(9), failure -> false))
                .hasMessage("call 1");
        assertThat(slept).isEmpty();
    }

    @Test
    void shouldGiveUpWhenTheOwnerStops() {
        assertThatThrownBy(() -> retry(false).run("asking", () -> failingBefore(9), failure -> true))
                .hasMessage("call 1");
    }

    @Test
    void shouldWakeAtOnceWhenStopped() {
        StopSignal signal = new StopSignal();
        assertThat(signal.sleep(Duration.ofNanos(1))).isTrue();

        signal.stop();

        assertThat(signal.isStopped()).isTrue();
        assertThat(signal.sleep(Duration.ofDays(1))).isFalse();
    }

    @Test
    void shouldStopWaitingWhenInterruptedAndStayInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(Sleeper.uninterrupted().sleep(Duration.ofDays(1))).isFalse();
        assertThat(new StopSignal().sleep(Duration.ofDays(1))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Sleeper.uninterrupted().sleep(Duration.ofNanos(1))).isTrue();
    }

    private Retry retry(boolean goOn) {
        return new Retry(
                THREE,
                duration -> {
                    slept.add(duration);
                    return goOn;
                },
                new SplittableRandom(1));
    }

    private String failingBefore(int call) {
        int now = calls.incrementAndGet();
        if (now < call) {
            throw new UncheckedIOException(new IOException("call " + now)) {
                private static final long serialVersionUID = 1L;

                @Override
                public String getMessage() {
                    return "call " + now;
                }
            };
        }
        return "answer";
    }
}
