package dev.sightline.platform.retry;

import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again while trouble may pass. Trouble that will not pass, and the last failure when tries run out or the owner
 * stops, goes to the caller unchanged. Not for bad input: that is a dead letter at once. Use from one thread.
 */
public final class Retry {
    private static final Logger log = LoggerFactory.getLogger(Retry.class);

    private final Backoff backoff;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    public Retry(Backoff backoff, Sleeper sleeper, RandomGenerator random) {
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * The result of the first call that succeeds.
     *
     * @param what what is tried, for the log: "reading the offsets"
     * @param passing whether a failure may pass by itself
     */
    public <T> T call(String what, Supplier<T> action, Predicate<? super RuntimeException> passing) {
        for (int failures = 1; ; failures++) {
            try {
                return action.get();
            } catch (RuntimeException e) {
                boolean again = passing.test(e) && backoff.allows(failures);
                if (!again || !sleeper.sleep(backoff.delay(failures, random))) {
                    throw e;
                }
                log.debug("{} failed {} times, trying again: {}", what, failures, e.getMessage());
            }
        }
    }

    /** {@link #call} for an action without a result. */
    public void run(String what, Runnable action, Predicate<? super RuntimeException> passing) {
        call(
                what,
                () -> {
                    action.run();
                    return true;
                },
                passing);
    }
}
