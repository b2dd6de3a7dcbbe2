package dev.sightline.store.recorder;

import dev.sightline.platform.retry.Retry;
import dev.sightline.store.database.Failures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a batch into the database: waits out passing trouble, and when the database refuses the data, writes the records
 * one by one so that only the culprit becomes a dead letter. Used by the recorder's thread.
 */
final class BatchRecorder {
    private static final Logger log = LoggerFactory.getLogger(BatchRecorder.class);

    private final BatchWriter writer;
    private final RecordReader reader;
    private final Retry retry;
    private final RecorderMeters meters;
    private volatile boolean inTrouble;

    BatchRecorder(BatchWriter writer, RecordReader reader, Retry retry, RecorderMeters meters) {
        this.writer = writer;
        this.reader = reader;
        this.retry = retry;
        this.meters = meters;
    }

    /**
     * Records a batch.
     *
     * @param offsets the stored offsets; moved on with every transaction
     * @param stopping ends the one-by-one pass early
     * @throws OffsetConflict when another recorder wrote first
     */
    void record(List<Recording> batch, Map<TopicPartition, Long> offsets, BooleanSupplier stopping) {
        try {
            write(batch, offsets);
        } catch (RuntimeException e) {
            Optional<String> refusal = refusal(e);
            if (refusal.isEmpty()) {
                throw e;
            }
            log.warn("a batch of {} was refused, writing one by one: {}", batch.size(), refusal.get());
            for (Recording recording : batch) {
                if (stopping.getAsBoolean()) {
                    return;
                }
                recordAlone(recording, offsets);
            }
        }
    }

    /** Whether the last try failed for a reason that may pass. Any thread. */
    boolean inTrouble() {
        return inTrouble;
    }

    private void recordAlone(Recording recording, Map<TopicPartition, Long> offsets) {
        try {
            write(List.of(recording), offsets);
        } catch (RuntimeException e) {
            String reason = refusal(e).orElseThrow(() -> e);
            write(List.of(recording.refused(new BadRecord("database-refused", reason))), offsets);
        }
    }

    private void write(List<Recording> batch, Map<TopicPartition, Long> offsets) {
        Set<Recording> stale = meters.timed(() ->
                retry.call("recording a batch of " + batch.size(), () -> writer.write(batch, offsets), this::passing));
        inTrouble = false;
        for (Recording recording : batch) {
            String outcome = recording.isRefused() ? "refused" : stale.contains(recording) ? "stale" : "written";
            meters.record(reader.noun(recording.record()), outcome);
        }
    }

    private boolean passing(RuntimeException failure) {
        boolean passing = !(failure instanceof OffsetConflict) && Failures.passing(failure);
        if (passing) {
            meters.retried();
            inTrouble = true;
            log.warn("recording failed and is tried again: {}", failure.getMessage());
        }
        return passing;
    }

    private static Optional<String> refusal(RuntimeException failure) {
        return Failures.passing(failure) ? Optional.empty() : Failures.refusal(failure);
    }
}
