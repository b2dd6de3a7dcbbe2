package dev.sightline.store.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Microseconds since the epoch, as messages carry them, and instants, as rows keep them. Exact both ways. */
public final class EventTime {
    private EventTime() {}

    public static Instant of(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Nothing for 0, which messages use for "not given". */
    public static @Nullable Instant orNull(long micros) {
        return micros == 0 ? null : of(micros);
    }

    public static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000), time.getNano() / 1000);
    }
}
