package dev.sightline.platform.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delays that grow by a factor up to a bound, each shortened by a random part so that many clients do not come back at
 * one moment.
 *
 * @param first delay after the first failure
 * @param longest no delay is longer
 * @param factor growth from one delay to the next, at least 1
 * @param jitter share of the delay that is random, 0 to 1
 * @param attempts tries in all, at least 1; {@link Integer#MAX_VALUE} for no bound
 */
public record Backoff(Duration first, Duration longest, double factor, double jitter, int attempts) {
    public Backoff {
        require(!first.isNegative() && !first.isZero(), "first", first, "longer than 0");
        require(longest.compareTo(first) >= 0, "longest", longest, "at least first = " + first);
        require(factor >= 1, "factor", factor, "at least 1");
        require(jitter >= 0 && jitter <= 1, "jitter", jitter, "0 to 1");
        require(attempts >= 1, "attempts", attempts, "at least 1");
    }

    /** For calls to another process: 100 ms growing to 5 s, ten tries, 20 to 25 s in all. */
    public static Backoff defaults() {
        return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), 2, 0.2, 10);
    }

    /** Whether another try is allowed after {@code failures} failures. */
    public boolean allows(int failures) {
        return attempts == Integer.MAX_VALUE || failures < attempts;
    }

    /**
     * The delay after the {@code failures}-th failure in a row.
     *
     * @param failures counts from 1
     */
    public Duration delay(int failures, RandomGenerator random) {
        double grown = first.toNanos() * Math.pow(factor, Math.max(0, failures - 1));
        double bounded = Math.min(grown, longest.toNanos());
        return Duration.ofNanos((long) (bounded * (1 - jitter * random.nextDouble())));
    }

    private static void require(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("back-off " + name + " = " + value + " must be " + allowed);
        }
    }
}
