package dev.sightline.platform.retry;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How a retry waits. Passed in, so that tests do not wait and a closing owner wakes its threads ({@link StopSignal}). */
@FunctionalInterface
public interface Sleeper {
    /**
     * Waits.
     *
     * @return false when the wait was cut short because the owner stops: the caller gives up
     */
    boolean sleep(Duration duration);

    /** Waits on the calling thread; only an interrupt cuts it short, and the thread stays interrupted. */
    static Sleeper uninterrupted() {
        return duration -> {
            long end = System.nanoTime() + duration.toNanos();
            for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(left);
            }
            return true;
        };
    }
}
