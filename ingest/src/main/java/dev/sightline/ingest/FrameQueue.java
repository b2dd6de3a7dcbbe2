package dev.sightline.ingest;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Between a camera's reading thread (which puts) and its sending thread (which takes). When it is full, live footage
 * loses its oldest frame and recorded footage waits. Closed, it takes no more and gives out the rest. Remembers
 * what was taken until it is {@link #done}.
 */
final class FrameQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<QueuedFrame> frames = new ArrayDeque<>();
    private final ArrayDeque<QueuedFrame> taken = new ArrayDeque<>();
    private final int capacity;
    private final boolean dropOldest;
    private boolean closed;

    FrameQueue(int capacity, boolean dropOldest) {
        this.capacity = capacity;
        this.dropOldest = dropOldest;
    }

    /**
     * Adds a frame; on a closed queue nothing happens.
     *
     * @return frames dropped for it
     */
    int put(QueuedFrame frame) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int dropped = 0;
            while (!closed && frames.size() >= capacity) {
                if (dropOldest) {
                    frames.removeFirst();
                    dropped++;
                } else {
                    changed.await();
                }
            }
            if (!closed) {
                frames.addLast(frame);
                changed.signalAll();
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest frame, waiting for one; empty once the queue is closed and drained. */
    Optional<QueuedFrame> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frames.isEmpty() && !closed) {
                changed.await();
            }
            QueuedFrame first = frames.pollFirst();
            if (first != null) {
                taken.addLast(first);
            }
            changed.signalAll();
            return Optional.ofNullable(first);
        } finally {
            lock.unlock();
        }
    }

    /** The oldest frame that was taken is in Kafka, or never will be. */
    void done() {
        lock.lock();
        try {
            taken.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /** When the oldest frame was read that is not in Kafka yet, epoch milliseconds; empty when none waits. */
    OptionalLong oldestMillis() {
        lock.lock();
        try {
            QueuedFrame oldest = taken.isEmpty() ? frames.peekFirst() : taken.peekFirst();
            return oldest == null ? OptionalLong.empty() : OptionalLong.of(oldest.readMillis());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return frames.size();
        } finally {
            lock.unlock();
        }
    }
}
