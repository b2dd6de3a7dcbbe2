package dev.sightline.matcher.order;

import java.time.Duration;

/**
 * How long cameras wait for one another.
 *
 * @param maxWait a silent live camera holds the others up for at most this long, of event time and of wall-clock time
 * @param maxSilence a silent recorded camera holds the others up for at most this long, of wall-clock time; long enough
 *     for footage that is read and described slowly, because frames that come after it depend on luck for their order
 * @param clockTolerance a live camera's clock that seems to be behind by no more is believed: its pictures may take so long
 * @param settle how long frames of a camera that nobody has registered wait for its registration, wall-clock time
 */
public record OrderPolicy(Duration maxWait, Duration maxSilence, Duration clockTolerance, Duration settle) {
    public OrderPolicy {
        if (maxWait.isNegative() || clockTolerance.isNegative() || settle.isNegative()) {
            throw new IllegalArgumentException(
                    "order maxWait is " + maxWait + ", clockTolerance " + clockTolerance + " and settle " + settle
                            + "; allowed: not negative. Use a little more than the slowest camera's frame interval");
        }
        if (maxSilence.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("order maxSilence is " + maxSilence
                    + "; allowed: 1 second or more. Use more than it takes to open and describe the slowest footage");
        }
    }

    public static OrderPolicy defaults() {
        return new OrderPolicy(
                Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMillis(150), Duration.ofSeconds(2));
    }
}
