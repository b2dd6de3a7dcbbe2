package dev.sightline.platform.lifecycle;

import dev.sightline.platform.retry.StopSignal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that works until it is done, fails, or is asked to stop: what every service with a polling thread needs.
 * {@link #start} and {@link #close} are called once each; everything may be called from any thread.
 */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final Work work;
    private final Duration patience;
    private final Consumer<Throwable> onFailure;
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    /** What the thread does. */
    @FunctionalInterface
    public interface Work {
        /**
         * Works until it is done or the signal is given.
         *
         * @throws InterruptedException when it was interrupted, which happens when it did not stop in time
         */
        void run(StopSignal stop) throws InterruptedException;
    }

    /** A worker whose failure is kept and logged, and which gets 10 s to stop. */
    public Worker(String name, Work work) {
        this(name, work, Duration.ofSeconds(10), failure -> {});
    }

    /**
     * @param name of the thread
     * @param patience how long {@link #close} waits before it interrupts the thread and leaves it behind
     * @param onFailure called once, on the worker's thread, when the work throws; {@link #failure} has it by then
     */
    public Worker(String name, Work work, Duration patience, Consumer<Throwable> onFailure) {
        this.name = name;
        this.work = work;
        this.patience = patience;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true); // A thread that hangs in a library must not keep the process alive.
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            work.run(stop);
        } catch (InterruptedException e) {
            log.debug("{} interrupted", name);
        } catch (RuntimeException | LinkageError e) { // LinkageError: a native library that does not fit this machine.
            failure = e;
            log.error("{} failed: {}", name, e.toString(), e);
            onFailure.accept(e);
        } finally {
            ended.complete(null);
        }
    }

    /** Whether it works, or has not begun yet; false once it has ended for whatever reason. */
    public boolean isAlive() {
        return !ended.isDone() && (thread.isAlive() || thread.getState() == Thread.State.NEW);
    }

    /** What the work threw. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Completes when the work has ended, however it did. */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Asks to stop; returns at once. */
    public void stop() {
        stop.stop();
    }

    /** Asks to stop and waits, but no longer than the patience given. A worker that was never started has nothing to end. */
    @Override
    public void close() {
        stop();
        awaitEnd();
    }

    /**
     * Waits for the end; a thread that does not end in time is interrupted and left behind.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd() {
        return awaitEnd(patience);
    }

    /** {@link #awaitEnd()} for so long at most instead of the patience given. */
    public boolean awaitEnd(Duration longest) {
        if (thread.getState() == Thread.State.NEW) {
            return true;
        }
        try {
            ended.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            log.warn("{} did not stop within {} and is left behind", name, longest);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker's end is never a failure", e);
        }
        return false;
    }
}
