package dev.sightline.matcher.link;

import java.time.Duration;

/** Event time is in microseconds. */
final class Micros {
    private Micros() {}

    static long of(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
    }
}
