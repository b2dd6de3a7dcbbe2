package dev.sightline.matcher.track;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a frame that can follow the camera's last one from a forged or faulty one whose numbers lie far ahead: taken, it
 * would make every later frame of the camera a repeated one. What a frame may do is bounded by the camera's own last
 * frame and by the time of arrival, never by the clock alone, because recorded footage plays old times. Stateless.
 */
final class JumpGuard {
    /** How far a capture time may lie ahead of arrival and of the last frame: clocks differ, cameras pause. */
    static final Duration AHEAD = Duration.ofMinutes(10);
    /** Frames that may be missing between two at any time; beside them, a frame for each millisecond that passed. */
    static final long MISSING = 1_000;

    private static final long AHEAD_US = AHEAD.toNanos() / 1_000;

    private JumpGuard() {}

    /**
     * The numbers of one frame.
     *
     * @param end the mark that ends a session; its sequence says nothing, for nothing follows it
     */
    record Position(long session, long sequence, long captureUs, boolean end) {
        /** Whether this one goes on where {@code suspect} was: two that agree are no accident. */
        boolean confirms(@Nullable Position suspect, long arrivedUs) {
            return suspect != null
                    && session == suspect.session
                    && sequence > suspect.sequence
                    && fault(suspect, this, arrivedUs).isEmpty();
        }
    }

    /**
     * Why a frame cannot come next, in words; empty when it can.
     *
     * @param last the camera's last frame; null when there is none
     * @param arrivedUs when the frame arrived, microseconds since the epoch
     */
    static Optional<String> fault(@Nullable Position last, Position next, long arrivedUs) {
        long ahead = minus(next.captureUs, arrivedUs);
        if (ahead > AHEAD_US && (last == null || minus(next.captureUs, last.captureUs) > AHEAD_US)) {
            return Optional.of("capture time " + time(next.captureUs) + " is more than " + AHEAD.toMinutes()
                    + " minutes ahead of its arrival at " + time(arrivedUs) + lastTime(last)
                    + "; set the clocks of the camera and of the machine that captures");
        }
        if (last == null || next.session != last.session) {
            return newSession(next, arrivedUs);
        }
        long allowed = MISSING + Math.max(0, minus(next.captureUs, last.captureUs)) / 1_000;
        return !next.end && minus(next.sequence, last.sequence) > allowed
                ? Optional.of("sequence " + next.sequence + " follows " + last.sequence + "; allowed: at most "
                        + allowed + " later in the time that passed")
                : Optional.empty();
    }

    /** A session other than 0 is the time in epoch milliseconds at which it began. */
    private static Optional<String> newSession(Position next, long arrivedUs) {
        long ageMs = minus(arrivedUs / 1_000, next.session);
        if (next.session != 0 && -AHEAD.toMillis() > ageMs) {
            return Optional.of("session " + next.session + " begins more than " + AHEAD.toMinutes()
                    + " minutes after its arrival at " + time(arrivedUs)
                    + "; a session is 0 or the time in epoch milliseconds at which it began");
        }
        long allowed = Math.max(0, Math.min(ageMs, Long.MAX_VALUE - MISSING)) + MISSING;
        return next.session != 0 && !next.end && next.sequence > allowed
                ? Optional.of("sequence " + next.sequence + " begins session " + next.session + "; allowed: at most "
                        + allowed + " in the time since the session began")
                : Optional.empty();
    }

    private static String lastTime(@Nullable Position last) {
        return last == null ? "" : " and of the camera's last frame of " + time(last.captureUs);
    }

    private static String time(long us) {
        return Instant.EPOCH.plus(us, ChronoUnit.MICROS).toString();
    }

    /** The difference, or the largest there is: forged numbers may be anything. */
    private static long minus(long a, long b) {
        long difference = a - b;
        boolean overflowed = ((a ^ b) & (a ^ difference)) < 0;
        return overflowed ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }
}
