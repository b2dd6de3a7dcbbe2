package dev.sightline.matcher.order;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Which cameras the frames of a site wait for.
 *
 * @param awaited cameras that hold up the others now
 * @param passedOver recorded cameras that are no longer waited for, each with how it was then; they are waited for again
 *     as soon as a frame of them comes
 * @param longest how long the others have waited for the one that has been silent longest
 */
public record WaitReport(Set<String> awaited, Map<String, String> passedOver, Duration longest) {
    public WaitReport {
        awaited = Set.copyOf(awaited);
        passedOver = Map.copyOf(passedOver);
    }

    /** Nobody waits for anybody. */
    public static WaitReport none() {
        return new WaitReport(Set.of(), Map.of(), Duration.ZERO);
    }
}
