package dev.sightline.ingest.source;

import dev.sightline.contracts.v1.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Numbers pictures and gives them capture times, which always grow. Recorded footage begins at a given time and follows
 * its own clock, so a second reading gives the same times. Live footage is anchored to the wall clock at its first
 * picture and then follows the stream's clock. No picture is captured after it arrived: where the first one had waited (a
 * server that begins with what it has buffered), later ones pull the anchor back. Where the stream has no clock, or has
 * left the wall clock by more than {@link #TOLERANCE} (a restarted or wrapped encoder clock), arrival counts. One timeline
 * outlives the connections of a live camera. Not thread-safe.
 */
public final class Timeline {
    /** When recorded footage begins that nobody dated: 2000-01-01T00:00:00Z. */
    public static final long DEFAULT_START_US =
            TimeUnit.SECONDS.toMicros(Instant.parse("2000-01-01T00:00:00Z").getEpochSecond());

    static final Duration TOLERANCE = Duration.ofSeconds(10);
    /** As much may a picture seem to be captured after it arrived: clocks do not run alike. */
    private static final long AHEAD_US = 100_000;

    private static final long UNSET = Long.MIN_VALUE;

    private long recordedStartUs;
    private final InstantSource wallClock;
    private long sequence;
    private long lastUs = UNSET;
    private long anchorUs = UNSET;

    private Timeline(long recordedStartUs, InstantSource wallClock) {
        this.recordedStartUs = recordedStartUs;
        this.wallClock = wallClock;
    }

    /** Recorded footage whose first picture was taken at {@code startUs}. */
    public static Timeline recorded(long startUs) {
        return new Timeline(startUs, InstantSource.system());
    }

    /** Live footage. */
    public static Timeline live(InstantSource wallClock) {
        return new Timeline(UNSET, wallClock);
    }

    /** Recorded footage that knows its own date. */
    void startAt(long startUs) {
        recordedStartUs = startUs;
    }

    /** Counts a picture that the source had but could not give. */
    void skip() {
        sequence++;
    }

    /** A new connection: the stream's clock has nothing to do with the one before. */
    void reopened() {
        anchorUs = UNSET;
    }

    /**
     * The place of the next picture.
     *
     * @param streamUs its time on the stream's own clock, if the stream has one
     * @param stepUs expected distance to the picture before; used by recorded footage without a clock
     */
    Stamp next(OptionalLong streamUs, long stepUs) {
        sequence++;
        boolean live = recordedStartUs == UNSET;
        long time = live ? liveTime(streamUs) : recordedTime(streamUs, stepUs);
        lastUs = lastUs == UNSET ? time : Math.max(time, lastUs + 1);
        return new Stamp(sequence, lastUs, live && streamUs.isEmpty() ? Clock.CLOCK_ARRIVAL : Clock.CLOCK_STREAM);
    }

    private long recordedTime(OptionalLong streamUs, long stepUs) {
        if (streamUs.isEmpty()) {
            return lastUs == UNSET ? recordedStartUs : lastUs + stepUs;
        }
        if (anchorUs == UNSET) {
            anchorUs = recordedStartUs - streamUs.getAsLong();
        }
        return anchorUs + streamUs.getAsLong();
    }

    private long liveTime(OptionalLong streamUs) {
        Instant instant = wallClock.instant();
        long now = TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1000;
        if (streamUs.isEmpty()) {
            return now;
        }
        long ahead = anchorUs == UNSET ? 0 : anchorUs + streamUs.getAsLong() - now;
        if (anchorUs == UNSET || ahead > AHEAD_US || -ahead > TOLERANCE.toNanos() / 1000) {
            anchorUs = now - streamUs.getAsLong();
        }
        return anchorUs + streamUs.getAsLong();
    }
}
