package dev.sightline.store.recorder;

import dev.sightline.platform.retry.Retry;
import dev.sightline.platform.retry.StopSignal;
import dev.sightline.store.database.Failures;
import dev.sightline.store.recorder.Checkpoint.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls and records until stopped; follows when another recorder is ahead, which makes a second recorder a hot
 * standby. One thread runs it.
 */
final class RecorderLoop {
    private static final Logger log = LoggerFactory.getLogger(RecorderLoop.class);

    private final Consumer<byte[], byte[]> consumer;
    private final RecorderParts parts;
    private final StopSignal stop;
    private final Retry retry;
    private Map<TopicPartition, Long> offsets = new HashMap<>();
    private volatile boolean working;

    RecorderLoop(Consumer<byte[], byte[]> consumer, RecorderParts parts, StopSignal stop, Retry retry) {
        this.consumer = consumer;
        this.parts = parts;
        this.stop = stop;
        this.retry = retry;
    }

    /** Whether partitions are assigned and writing does not wait for trouble to pass. Any thread. */
    boolean working() {
        return working && !parts.batches().inTrouble();
    }

    /** Returns when stopped; throws when only a restart can help. */
    void run() {
        takeOver();
        while (!stop.isStopped()) {
            ConsumerRecords<byte[], byte[]> records =
                    consumer.poll(parts.policy().poll());
            parts.checkpoint().reached(Step.POLLED);
            record(records);
            measureLag();
            if (parts.housekeeping().due()) {
                parts.housekeeping().sweep();
                if (parts.assignment().outgrown()) {
                    takeOver();
                }
            }
        }
    }

    private void takeOver() {
        working = false;
        offsets = retry.call("taking the topics", () -> parts.assignment().take(), RecorderLoop::mayPass);
        working = true;
    }

    private static boolean mayPass(RuntimeException failure) {
        // Another recorder that begins at the same time may insert the same offset rows: then they are refused here.
        boolean again =
                Failures.passing(failure) || Failures.refusal(failure).isPresent() || failure instanceof OffsetConflict;
        if (again) {
            log.warn("the recorder cannot begin yet and tries again: {}", failure.getMessage());
        }
        return again;
    }

    private void record(ConsumerRecords<byte[], byte[]> records) {
        List<Recording> batch = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                batch.add(Recording.of(parts.reader(), record));
                if (batch.size() == parts.policy().batchRecords()) {
                    record(batch);
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                record(batch);
            }
        } catch (OffsetConflict e) {
            log.warn("another recorder is ahead; reading on from its offsets ({})", e.getMessage());
            parts.meters().conflict();
            takeOver();
        }
    }

    private void record(List<Recording> batch) {
        if (!stop.isStopped()) {
            parts.batches().record(batch, offsets, stop::isStopped);
        }
    }

    private void measureLag() {
        Map<String, Long> lags = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            consumer.currentLag(partition).ifPresent(lag -> lags.merge(partition.topic(), lag, Long::sum));
        }
        lags.forEach(parts.meters()::lag);
    }
}
