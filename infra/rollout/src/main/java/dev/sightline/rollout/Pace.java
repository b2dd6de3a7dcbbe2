package dev.sightline.rollout;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps work to a rate, counted from when it began. One thread. */
final class Pace {
    private final double perSecond;
    private final LongSupplier nanoTime;
    private final long begunNanos;
    private long done;

    /** @param perSecond 0: no bound */
    Pace(double perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.begunNanos = nanoTime.getAsLong();
    }

    /** How long to wait after {@code more} pieces of work; zero or less: not at all. */
    Duration after(long more) {
        done += more;
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        long dueNanos = (long) (done / perSecond * 1e9);
        return Duration.ofNanos(dueNanos - (nanoTime.getAsLong() - begunNanos));
    }
}
