package dev.sightline.store.recorder;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record on its way into the database: the change it asks for, or why it is refused. Used by the recorder's thread.
 */
final class Recording {
    private final ConsumerRecord<byte[], byte[]> record;
    private final Optional<Change> change;
    private final Optional<BadRecord> refusal;
    private boolean letterSent;

    private Recording(ConsumerRecord<byte[], byte[]> record, Optional<Change> change, Optional<BadRecord> refusal) {
        this.record = record;
        this.change = change;
        this.refusal = refusal;
    }

    static Recording of(RecordReader reader, ConsumerRecord<byte[], byte[]> record) {
        try {
            return new Recording(record, Optional.of(reader.read(record)), Optional.empty());
        } catch (BadRecord e) {
            return new Recording(record, Optional.empty(), Optional.of(e));
        }
    }

    /** The same record, refused. */
    Recording refused(BadRecord why) {
        return new Recording(record, Optional.empty(), Optional.of(why));
    }

    /** The same record, asking for another change. */
    Recording saying(Change other) {
        return change.filter(other::equals).isPresent()
                ? this
                : new Recording(record, Optional.of(other), Optional.empty());
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    Optional<Change> change() {
        return change;
    }

    /** Why it goes to the dead letters, once: a transaction that is tried again does not send it again. */
    Optional<BadRecord> unsentRefusal() {
        return letterSent ? Optional.empty() : refusal;
    }

    boolean isRefused() {
        return refusal.isPresent();
    }

    void letterSent() {
        letterSent = true;
    }
}
