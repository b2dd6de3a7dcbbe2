package dev.sightline.matcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Distinguishes a passing trouble from a bug: a few stream threads may die within ten minutes, then enough is enough. */
final class ThreadDeaths {
    private static final long WINDOW_NANOS = Duration.ofMinutes(10).toNanos();

    private final int most;
    private final LongSupplier nanoTime;
    private final Deque<Long> deaths = new ArrayDeque<>();

    ThreadDeaths(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Counts a death; whether the thread may be replaced. */
    synchronized boolean mayReplace() {
        long now = nanoTime.getAsLong();
        while (!deaths.isEmpty() && now - deaths.peekFirst() > WINDOW_NANOS) {
            deaths.removeFirst();
        }
        deaths.addLast(now);
        return deaths.size() <= most;
    }
}
