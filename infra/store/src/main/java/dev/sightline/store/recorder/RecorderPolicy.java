package dev.sightline.store.recorder;

import dev.sightline.platform.retry.Backoff;
import java.time.Duration;

/**
 * How the recorder works.
 *
 * @param batchRecords most records written in one transaction, 1 to 10,000
 * @param poll longest wait for new records
 * @param backoff waits while the database, the crop store or Kafka cannot be reached; the service stops after the last
 * @param cropGrace how long a crop that no row shows stays before it is deleted, at least 1 minute
 * @param housekeeping time between looking for crops to delete and for new partitions
 */
public record RecorderPolicy(
        int batchRecords, Duration poll, Backoff backoff, Duration cropGrace, Duration housekeeping) {
    private static final Duration SHORTEST_GRACE = Duration.ofMinutes(1);

    public RecorderPolicy {
        if (batchRecords < 1 || batchRecords > 10_000) {
            throw new IllegalArgumentException("recorder.batch-records = " + batchRecords + " must be 1 to 10000");
        }
        requirePositive("recorder.poll", poll);
        requirePositive("recorder.housekeeping", housekeeping);
        if (cropGrace.compareTo(SHORTEST_GRACE) < 0) {
            throw new IllegalArgumentException("recorder.crop-grace = " + cropGrace + " must be at least "
                    + SHORTEST_GRACE + ", longer than a transaction may take");
        }
    }

    /** Batches of 500, polls of 200 ms, five minutes of retries, unneeded crops deleted after ten minutes. */
    public static RecorderPolicy defaults() {
        return new RecorderPolicy(
                500,
                Duration.ofMillis(200),
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 2, 0.2, 35),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1));
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + " = " + value + " must be longer than 0");
        }
    }
}
