package dev.sightline.ingest;

import dev.sightline.platform.retry.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a live camera waits before it is opened again. Waits grow with every failure in a row, whether the camera cannot
 * be opened or opens and dies at once; only a connection that has worked for a while makes them short again. Not
 * thread-safe.
 */
final class Reconnect {
    private final Backoff backoff;
    private final Duration steady;
    private final RandomGenerator random;
    private int failures;

    /** @param steady so long a connection must give pictures to have worked */
    Reconnect(Backoff backoff, Duration steady, RandomGenerator random) {
        this.backoff = backoff;
        this.steady = steady;
        this.random = random;
    }

    /** The wait after a connection that gave pictures for so long, zero when it gave none. */
    Duration after(Duration worked) {
        failures = worked.compareTo(steady) >= 0 ? 1 : failures + 1;
        return backoff.delay(failures, random);
    }

    /** Whether the last connection was the first that failed after one that worked, so that it is logged. */
    boolean first() {
        return failures == 1;
    }
}
