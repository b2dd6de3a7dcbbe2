package dev.sightline.platform.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;

/**
 * Which share of what happened lately was of one kind, such as skipped frames. Counts in slices of a sixth of the window,
 * so memory is bounded whatever the rate. Thread-safe.
 */
public final class RecentShare {
    private static final int SLICES = 6;

    private final long sliceMillis;
    private final InstantSource clock;
    private final ArrayDeque<Slice> slices = new ArrayDeque<>();

    private static final class Slice {
        private final long number;
        private long all;
        private long part;

        private Slice(long number) {
            this.number = number;
        }
    }

    /** @param window how far back it looks */
    public RecentShare(Duration window, InstantSource clock) {
        this.sliceMillis = Math.max(1, window.toMillis() / SLICES);
        this.clock = clock;
    }

    /** Counts so many, of which {@code part} were of the kind asked for. */
    public synchronized void add(long all, long part) {
        Slice last = current();
        last.all += all;
        last.part += part;
    }

    /** The share, 0 to 1; 0 while fewer than {@code least} happened. */
    public synchronized double share(long least) {
        current();
        long all = slices.stream().mapToLong(slice -> slice.all).sum();
        long part = slices.stream().mapToLong(slice -> slice.part).sum();
        return all < Math.max(1, least) ? 0 : (double) part / all;
    }

    private Slice current() {
        long now = Math.floorDiv(clock.millis(), sliceMillis);
        while (!slices.isEmpty() && slices.getFirst().number <= now - SLICES) {
            slices.removeFirst();
        }
        Slice last = slices.peekLast();
        if (last == null || last.number < now) {
            last = new Slice(now);
            slices.addLast(last);
        }
        return last;
    }
}
