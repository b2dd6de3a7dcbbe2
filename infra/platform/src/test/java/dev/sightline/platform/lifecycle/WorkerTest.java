package dev.sightline.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WorkerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void shouldWorkUntilItIsAskedToStop() {
        CountDownLatch begun = new CountDownLatch(1);
        Worker worker = new Worker("test", stop -> {
            begun.countDown();
            stop.sleep(LONG);
        });
        assertThat(worker.isAlive()).as("not started yet").isTrue();

        worker.start();
        assertThat(worker.isAlive()).isTrue();
        worker.close();

        assertThat(worker.isAlive()).isFalse();
        assertThat(worker.failure()).isEmpty();
        assertThat(begun.getCount()).isZero();
    }

    @Test
    void shouldKeepAndTellAFailure() {
        AtomicReference<Throwable> told = new AtomicReference<>();
        IllegalStateException trouble = new IllegalStateException("trouble");
        Worker worker = new Worker(
                "test",
                stop -> {
                    throw trouble;
                },
                LONG,
                told::set);

        worker.start();

        assertThat(worker.awaitEnd()).isTrue();
        assertThat(worker.isAlive()).isFalse();
        assertThat(worker.failure()).contains(trouble);
        assertThat(told).hasValue(trouble);
    }

    @Test
    void shouldTakeAMissingNativeLibraryForAFailure() {
        Worker worker = new Worker("test", stop -> {
            throw new UnsatisfiedLinkError("no such library");
        });

        worker.start();

        assertThat(worker.awaitEnd()).isTrue();
        assertThat(worker.failure()).isPresent();
    }

    @Test
    void shouldInterruptAndLeaveBehindWhatDoesNotStop() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Worker worker = new Worker(
                "test",
                stop -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                },
                Duration.ofMillis(20),
                failure -> {});
        worker.start();
        worker.stop();

        assertThat(worker.awaitEnd()).isFalse();
        worker.ended().join();
        assertThat(interrupted).isTrue();
        assertThat(worker.failure()).isEmpty();
    }

    @Test
    void shouldCloseWithoutHavingBegun() {
        Worker worker = new Worker("test", stop -> {});

        worker.close();

        assertThat(worker.awaitEnd()).isTrue();
    }
}
