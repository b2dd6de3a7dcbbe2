package dev.sightline.platform.lifecycle;

import java.util.Optional;

/**
 * Something a process runs: ingest, embedder, matcher, recorder, console. {@link #start} returns once work goes on in
 * threads the service owns; {@link #close} drains what was taken, commits it, frees everything and returns within the
 * time the process allows. Both are called once, from one thread, in that order. A service without threads of its own
 * keeps the defaults: nothing to start or close, always ready and live.
 */
public interface Service extends AutoCloseable {
    /** A short name for logs, health and metrics, such as {@code embedder}. */
    String name();

    /** Begins. An exception here stops the process loudly. */
    default void start() {}

    /** Whether the service works now; read by {@code /health/ready}. Any thread. */
    default boolean ready() {
        return true;
    }

    /**
     * Whether the service still lives; false after a failure that only a restart can fix, read by
     * {@code /health/live}. Any thread.
     */
    default boolean live() {
        return true;
    }

    /**
     * Why the service works worse than it should though it works, in one sentence with numbers; read by
     * {@code /health/ready}, which stays 200. Any thread.
     */
    default Optional<String> degraded() {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
