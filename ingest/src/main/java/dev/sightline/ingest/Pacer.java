package dev.sightline.ingest;

import dev.sightline.platform.retry.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Holds recorded footage to the pace at which it was taken: the first frame goes at once, every other one as much later
 * as its capture time is later. Frames that are late already do not wait, so a pause is caught up. Not thread-safe.
 */
final class Pacer {
    private final InstantSource wallClock;
    private final Sleeper sleeper;
    private boolean begun;
    private long offsetUs;

    /** @param sleeper cuts a wait short when the camera stops */
    Pacer(InstantSource wallClock, Sleeper sleeper) {
        this.wallClock = wallClock;
        this.sleeper = sleeper;
    }

    /** Waits for the moment of the frame of this capture time. */
    void await(long captureTimeUs) {
        if (!begun) {
            begun = true;
            offsetUs = micros(wallClock) - captureTimeUs;
        }
        long early = captureTimeUs + offsetUs - micros(wallClock);
        if (early > 0) {
            sleeper.sleep(Duration.of(early, ChronoUnit.MICROS));
        }
    }

    /** The time of a clock in microseconds since the epoch. */
    static long micros(InstantSource clock) {
        Instant now = clock.instant();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
    }
}
