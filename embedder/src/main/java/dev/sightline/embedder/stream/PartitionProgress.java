package dev.sightline.embedder.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of one partition in order. Results may be ready in any order; they are emitted in the order the
 * records were polled, and the offset to commit is that of the first record that is not yet safely in Kafka. After
 * {@link #abandon} nothing is emitted any more, so that the partition's new owner is alone.
 *
 * <p>Safe for several threads; emissions of one partition never overlap.
 */
final class PartitionProgress {
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Deque<Entry> emitted = new ArrayDeque<>();
    private long committable = -1;
    private boolean abandoned;

    /** A record that was polled; records come in offset order. */
    synchronized Entry polled(long offset) {
        Entry entry = new Entry(offset);
        waiting.addLast(entry);
        return entry;
    }

    /**
     * A record's result is ready. Emits it and those behind it that wait for it, each through its emission, which is
     * given what to call once the result is safely in Kafka.
     */
    synchronized void ready(Entry entry, Emission emission) {
        entry.emission = emission;
        while (!abandoned && !waiting.isEmpty() && waiting.getFirst().emission != null) {
            Entry first = waiting.removeFirst();
            emitted.addLast(first);
            Emission next = first.emission;
            if (next != null) {
                next.emit(() -> stored(first));
            }
        }
    }

    private synchronized void stored(Entry entry) {
        entry.stored = true;
        while (!emitted.isEmpty() && emitted.getFirst().stored) {
            committable = emitted.removeFirst().offset + 1;
        }
    }

    /** The offset to commit, once; empty when it has not moved since. */
    synchronized OptionalLong takeCommittable() {
        long taken = committable;
        committable = -1;
        return taken < 0 ? OptionalLong.empty() : OptionalLong.of(taken);
    }

    /** Gives back an offset that could not be committed. */
    synchronized void restore(long offset) {
        committable = Math.max(committable, offset);
    }

    /** Whether all that was polled is safely in Kafka. */
    synchronized boolean drained() {
        return waiting.isEmpty() && emitted.isEmpty();
    }

    /** Emits nothing from now on. */
    synchronized void abandon() {
        abandoned = true;
    }

    /** How a result leaves. */
    @FunctionalInterface
    interface Emission {
        /** @param stored to be called, from any thread, once the result is safely in Kafka */
        void emit(Runnable stored);
    }

    /** One record. Guarded by its partition's lock. */
    static final class Entry {
        private final long offset;
        private @Nullable Emission emission;
        private boolean stored;

        private Entry(long offset) {
            this.offset = offset;
        }
    }
}
