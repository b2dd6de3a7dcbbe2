package dev.sightline.platform.lifecycle;

/**
 * Something a process runs: ingest, embedder, matcher, recorder, console. {@link #start} returns once work goes on in
 * threads the service owns; {@link #close} drains what was taken, commits it, frees everything and returns within the
 * time the process allows. Both are called once, from one thread, in that order.
 */
public interface Service extends AutoCloseable {
    /** A short name for logs, health and metrics, such as {@code embedder}. */
    String name();

    /** Begins. An exception here stops the process loudly. */
    void start();

    /** Whether the service works now; read by {@code /health/ready}. Any thread. */
    boolean ready();

    /**
     * Whether the service still lives; false after a failure that only a restart can mend, read by
     * {@code /health/live}. Any thread.
     */
    boolean live();

    @Override
    void close();
}
