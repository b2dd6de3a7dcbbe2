package dev.sightline.matcher.link.memory;

import java.time.Duration;

/** Event time is in microseconds. */
public final class Micros {
    private Micros() {}

    public static long of(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
    }
}
