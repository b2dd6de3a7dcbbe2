package dev.sightline.platform.lifecycle;

import java.time.Duration;

/**
 * How long stopping may take.
 *
 * @param drain time for all services to finish what they took; then the process ends by force
 * @param liveCheck how often services are asked whether they live
 */
public record StopPolicy(Duration drain, Duration liveCheck) {
    public StopPolicy {
        if (drain.isNegative() || drain.isZero()) {
            throw new IllegalArgumentException("drain time " + drain + " must be longer than 0");
        }
        if (liveCheck.isNegative() || liveCheck.isZero()) {
            throw new IllegalArgumentException("live check period " + liveCheck + " must be longer than 0");
        }
    }

    /** 25 s, inside the 30 s that container platforms give; checked every second. */
    public static StopPolicy defaults() {
        return new StopPolicy(Duration.ofSeconds(25), Duration.ofSeconds(1));
    }
}
