package dev.sightline.app.results;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How result files write times: ISO 8601 in UTC, to the millisecond. */
public final class UtcTime {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private UtcTime() {}

    /** For example {@code 2026-05-01T08:00:12.345Z}; the rest of the millisecond is cut off. */
    public static String iso(long microsSince1970) {
        return ISO.format(instant(microsSince1970));
    }

    static Instant instant(long microsSince1970) {
        return Instant.EPOCH.plus(microsSince1970, ChronoUnit.MICROS);
    }
}
