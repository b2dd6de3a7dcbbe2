package dev.sightline.store.recorder;

import org.apache.kafka.common.TopicPartition;

/** Somebody else recorded from a partition since this recorder read its offset: nothing of the batch was written. */
final class OffsetConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OffsetConflict(TopicPartition partition, long expected) {
        super("offset " + expected + " of " + partition + " is no longer the stored one");
    }
}
