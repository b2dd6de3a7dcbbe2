package dev.sightline.matcher.order;

import java.time.Duration;

/**
 * How long cameras wait for one another.
 *
 * @param maxWait a silent live camera holds the others up for at most this long, of event time and of wall-clock time;
 *     recorded footage is waited for without a bound, until its end is told
 * @param settle how long frames of a camera that nobody has registered wait for its registration, wall-clock time
 */
public record OrderPolicy(Duration maxWait, Duration settle) {
    public OrderPolicy {
        if (maxWait.isNegative() || settle.isNegative()) {
            throw new IllegalArgumentException("order maxWait is " + maxWait + " and settle " + settle
                    + "; allowed: not negative. Use a little more than the slowest camera's frame interval");
        }
    }

    public static OrderPolicy defaults() {
        return new OrderPolicy(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
}
