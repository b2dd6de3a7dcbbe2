package dev.sightline.app.terminal;

import java.util.OptionalDouble;

/**
 * The rate of a job over its last 15 to 30 seconds, so that the time left follows a job that becomes slower. Not
 * thread-safe.
 */
final class Pace {
    private static final long WINDOW_MILLIS = 15_000;

    private record Mark(long millis, long done) {}

    private Mark older;
    private Mark newer;

    Pace(long startMillis, long done) {
        this.older = new Mark(startMillis, done);
        this.newer = older;
    }

    /** Notes how far the job is. */
    void mark(long millis, long done) {
        if (millis - newer.millis >= WINDOW_MILLIS) {
            older = newer;
            newer = new Mark(millis, done);
        }
    }

    /** Units per second; empty while nothing can be said. */
    OptionalDouble perSecond(long millis, long done) {
        long span = millis - older.millis;
        return span <= 0 || done <= older.done
                ? OptionalDouble.empty()
                : OptionalDouble.of((done - older.done) * 1000.0 / span);
    }
}
