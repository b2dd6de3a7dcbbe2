package dev.sightline.app.results;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as people read them: date and time where it is known when the recording began, else the time since its begin.
 *
 * @param originUs capture time of the first frame of all, microseconds since 1970
 * @param dated whether that time is a real one
 */
record ReadableClock(long originUs, boolean dated) {
    /** Recordings that say nothing about their begin are taken to begin with the year 2000; a day is enough of them. */
    private static final long UNDATED_US = 946_684_800_000_000L;

    private static final long DAY_US = Duration.ofDays(1).toNanos() / 1_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The clock of these results. */
    static ReadableClock of(BatchResults results) {
        long origin = results.cameras().stream()
                .mapToLong(camera -> results.frames(camera).firstUs())
                .min()
                .orElse(UNDATED_US);
        return new ReadableClock(origin, Math.abs(origin - UNDATED_US) >= DAY_US);
    }

    /** For example {@code 2026-05-01 08:00:12} or {@code 0:00:12.3}. */
    String time(long us) {
        if (dated) {
            return DATE.format(UtcTime.instant(us));
        }
        long tenths = Math.max(0, us - UNDATED_US) / 100_000;
        long seconds = tenths / 10;
        return String.format(
                Locale.ROOT, "%d:%02d:%02d.%d", seconds / 3600, seconds / 60 % 60, seconds % 60, tenths % 10);
    }

    /** {@link #time} without the date. */
    String timeOfDay(long us) {
        return dated ? TIME.format(UtcTime.instant(us)) : time(us);
    }

    /** For example {@code 12.3 s}, {@code 4 min 10 s} or {@code 2 h 05 min}. */
    static String length(long us) {
        long seconds = Math.round(us / 1e6);
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", us / 1e6);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /** What the times stand for. */
    String explanation() {
        return dated
                ? "Times are UTC."
                : "Times count from the beginning of the recordings; --start says when that was.";
    }
}
