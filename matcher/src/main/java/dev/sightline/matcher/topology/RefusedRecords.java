package dev.sightline.matcher.topology;

import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.platform.deadletter.DeadLetterRecords;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Turns a record that a stage cannot take into a dead letter. */
final class RefusedRecords {
    private RefusedRecords() {}

    /**
     * @param context of the processor that reads the record from its topic
     * @param kind short and machine-readable
     * @param sizes a letter that would be too large leaves its value out
     */
    static Record<String, TrackOutput> letter(
            ProcessorContext<?, ?> context,
            Record<byte[], byte[]> record,
            String kind,
            @Nullable String why,
            SizedFrames sizes) {
        Optional<RecordMetadata> from = context.recordMetadata();
        ConsumerRecord<byte[], byte[]> origin = new ConsumerRecord<>(
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
        DeadLetter whole = DeadLetterRecords.letter(origin, "matcher", kind, String.valueOf(why));
        DeadLetter letter = sizes.fits(whole.getSerializedSize()) ? whole : DeadLetterRecords.withoutValue(whole);
        return new Record<>(
                new String(DeadLetterRecords.key(letter), StandardCharsets.UTF_8),
                new TrackOutput.Refused(letter),
                record.timestamp());
    }
}
