package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.deadletter.DeadLetterRecords;
import dev.sightline.platform.deadletter.LetterQuota;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the records that a stage cannot take on as dead letters, in the same transaction; of one key and kind no more
 * than a {@link LetterQuota} takes, and once a minute a letter that says how many were left out. One for each processor,
 * on its thread: the records of a key are all in its partition.
 */
final class RefusedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedRecords.class);
    private static final String SERVICE = "matcher";
    private static final Duration SUMMARY = Duration.ofMinutes(1);

    private final MatcherMeters meters;
    private final SizedFrames sizes;
    private @Nullable ProcessorContext<String, TrackOutput> context;
    private @Nullable LetterQuota quota;

    /** @param sizes a letter that would be too large leaves its value out */
    RefusedRecords(MatcherMeters meters, SizedFrames sizes) {
        this.meters = meters;
        this.sizes = sizes;
    }

    /** @param context of the processor that reads the records from their topic */
    void init(ProcessorContext<String, TrackOutput> context) {
        this.context = context;
        if (quota == null) { // Streams revives a task with the same processors: what was counted stays counted.
            quota = new LetterQuota(this::now);
        }
        context.schedule(SUMMARY, PunctuationType.WALL_CLOCK_TIME, now -> summarize());
    }

    /** @param kind short and machine-readable */
    void refuse(Record<byte[], byte[]> record, String kind, @Nullable String why) {
        meters.refused(kind);
        ConsumerRecord<byte[], byte[]> origin = origin(record);
        if (quota().takes(origin, kind)) {
            DeadLetter whole = DeadLetterRecords.letter(origin, SERVICE, kind, String.valueOf(why));
            forward(
                    sizes.fits(whole.getSerializedSize()) ? whole : DeadLetterRecords.withoutValue(whole),
                    record.timestamp());
        } else {
            meters.suppressed(kind);
        }
        summarize();
    }

    /** Says what was left out since the last letter that did: the log only, for nothing can be sent on any more. */
    void close() {
        if (quota != null) {
            quota.rest().forEach(RefusedRecords::log);
        }
    }

    private void summarize() {
        List<LetterQuota.LeftOut> due = quota().due();
        for (LetterQuota.LeftOut leftOut : due) {
            log(leftOut);
            forward(DeadLetterRecords.summary(leftOut, SERVICE), context().currentSystemTimeMs());
        }
    }

    private static void log(LetterQuota.LeftOut leftOut) {
        LOG.warn(
                "dead letters left out: topic={} key={} kind={} count={}",
                leftOut.topic(),
                leftOut.key().toStringUtf8().replaceAll("\\p{Cntrl}", "?"),
                leftOut.kind(),
                leftOut.count());
    }

    private void forward(DeadLetter letter, long timestamp) {
        String key = new String(DeadLetterRecords.key(letter), StandardCharsets.UTF_8);
        context().forward(new Record<>(key, new TrackOutput.Refused(letter), timestamp));
    }

    private ConsumerRecord<byte[], byte[]> origin(Record<byte[], byte[]> record) {
        Optional<RecordMetadata> from = context().recordMetadata();
        return new ConsumerRecord<>(
                from.map(RecordMetadata::topic).orElse(""),
                from.map(RecordMetadata::partition).orElse(0),
                from.map(RecordMetadata::offset).orElse(0L),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    private ProcessorContext<String, TrackOutput> context() {
        if (context == null) {
            throw new IllegalStateException("the processor was not initialized");
        }
        return context;
    }

    private LetterQuota quota() {
        if (quota == null) {
            throw new IllegalStateException("the processor was not initialized");
        }
        return quota;
    }
}
