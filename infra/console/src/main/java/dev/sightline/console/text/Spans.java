package dev.sightline.console.text;

import java.time.Duration;

/** Lengths of time as people say them. */
public final class Spans {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Spans() {}

    /** Such as "20 seconds" or "3 hours". */
    public static String of(Duration time, Messages texts) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 2 * MINUTE) {
            return texts.get("span.seconds", seconds);
        }
        if (seconds < 2 * HOUR) {
            return texts.get("span.minutes", seconds / MINUTE);
        }
        return seconds < 2 * DAY ? texts.get("span.hours", seconds / HOUR) : texts.get("span.days", seconds / DAY);
    }
}
