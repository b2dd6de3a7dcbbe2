package dev.sightline.ingest.status;

import java.time.Duration;

/**
 * When a live camera whose frames come counts as degraded.
 *
 * @param skippedShare so much of its frames were skipped, or damaged, within the window; above 0, up to 1
 * @param oldestFrame a frame has waited so long for Kafka
 * @param window how far back the share looks
 * @param leastFrames fewer frames within the window are not judged
 */
public record DegradedPolicy(double skippedShare, Duration oldestFrame, Duration window, int leastFrames) {
    public DegradedPolicy {
        if (!(skippedShare > 0 && skippedShare <= 1)) {
            throw new IllegalArgumentException(
                    "ingest degraded.skippedShare = " + skippedShare + " must be above 0 and up to 1");
        }
        if (oldestFrame.isNegative() || oldestFrame.isZero() || window.toSeconds() < 1) {
            throw new IllegalArgumentException("ingest degraded.oldestFrame = " + oldestFrame + " must be longer than 0"
                    + " and degraded.window = " + window + " at least 1 s");
        }
        if (leastFrames < 1) {
            throw new IllegalArgumentException("ingest degraded.leastFrames = " + leastFrames + " must be at least 1");
        }
    }

    /** More than 10% of the frames of 30 s, at least 20 of them, or a frame that waits for 5 s. */
    public static DegradedPolicy defaults() {
        return new DegradedPolicy(0.1, Duration.ofSeconds(5), Duration.ofSeconds(30), 20);
    }
}
