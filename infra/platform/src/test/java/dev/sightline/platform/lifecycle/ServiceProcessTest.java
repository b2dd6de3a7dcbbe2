package dev.sightline.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceProcessTest {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final RecordingService service = new RecordingService("embedder", calls);
    private final ServiceHost host = new ServiceHost(List.of(service));
    private final FakeTermination termination = new FakeTermination();

    @Test
    void shouldRunUntilTheWorkIsDone() {
        ServiceProcess process = process(Duration.ofSeconds(20));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(process::run);
        await().until(() -> host.state() instanceof HostState.Running);

        process.stop(new StopCause.Finished());

        assertThat(exit.join()).isZero();
        assertThat(calls).containsExactly("start embedder", "close embedder");
        assertThat(termination.hook.get()).isNull();
    }

    @Test
    void shouldDrainWhileTheHookWaits() throws Exception {
        ServiceProcess process = process(Duration.ofSeconds(20));
        service.closing = new CountDownLatch(1);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(process::run);
        await().until(() -> host.state() instanceof HostState.Running);

        Thread hook = termination.signal();
        await().until(() -> calls.contains("close embedder"));
        assertThat(hook.isAlive()).isTrue();
        service.closing.countDown();

        hook.join();
        assertThat(exit.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(termination.halted).hasValue(-1);
    }

    @Test
    void shouldCutOffADrainThatTakesTooLong() {
        ServiceProcess process = process(Duration.ofMillis(50));
        service.closing = new CountDownLatch(1);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(process::run);
        await().until(() -> host.state() instanceof HostState.Running);

        termination.signal();

        await().until(() -> termination.halted.get() == ServiceProcess.CUT_OFF);
        service.closing.countDown();
        assertThat(exit.join()).isZero();
    }

    @Test
    void shouldCutOffAHangingDrainWithoutASignalToo() {
        ServiceProcess process = process(Duration.ofMillis(50));
        service.closing = new CountDownLatch(1);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(process::run);
        await().until(() -> host.state() instanceof HostState.Running);

        process.stop(new StopCause.Finished());
        await().until(() -> termination.halted.get() == ServiceProcess.CUT_OFF);
        service.closing.countDown();

        assertThat(exit.join()).isZero();
    }

    @Test
    void shouldStopLoudlyWhenAServiceDies() {
        ServiceProcess process = process(Duration.ofSeconds(20));
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(process::run);
        await().until(() -> host.state() instanceof HostState.Running);

        service.live = false;

        assertThat(exit.join()).isEqualTo(1);
        assertThat(calls).endsWith("close embedder");
    }

    @Test
    void shouldFailWhenAServiceDoesNotStart() {
        service.failsToStart = true;

        assertThatThrownBy(process(Duration.ofSeconds(20))::run).hasMessageContaining("embedder cannot start");
        assertThat(termination.hook.get()).isNull();
    }

    @Test
    void shouldNotStartWhenStoppedBefore() {
        ServiceProcess process = process(Duration.ofSeconds(20));
        process.stop(new StopCause.Signal());

        assertThat(process.run()).isZero();
        assertThat(calls).isEmpty();
    }

    @Test
    void shouldRefuseTimesThatAreNone() {
        assertThatThrownBy(() -> new StopPolicy(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("drain time PT0S");
        assertThatThrownBy(() -> new StopPolicy(Duration.ofSeconds(1), Duration.ZERO))
                .hasMessageContaining("live check period PT0S");
    }

    private ServiceProcess process(Duration drain) {
        return new ServiceProcess(host, new StopPolicy(drain, Duration.ofMillis(5)), termination);
    }

    /** A system that only writes down. */
    private static final class FakeTermination implements Termination {
        final AtomicReference<@Nullable Thread> hook = new AtomicReference<>();
        final AtomicInteger halted = new AtomicInteger(-1);

        @Override
        public void addHook(Thread thread) {
            hook.set(thread);
        }

        @Override
        public void removeHook(Thread thread) {
            hook.compareAndSet(thread, null);
        }

        @Override
        public void halt(int exitCode) {
            halted.set(exitCode);
        }

        Thread signal() {
            Thread thread = Objects.requireNonNull(hook.get());
            thread.start();
            return thread;
        }
    }
}
