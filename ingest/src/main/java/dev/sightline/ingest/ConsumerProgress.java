package dev.sightline.ingest;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/** How far a consumer group has read a topic. Thread-safe; the owner closes the admin client. */
final class ConsumerProgress {
    private static final long ANSWER_SECONDS = 5;

    private final Admin admin;
    private final String topic;
    private final String group;

    ConsumerProgress(Admin admin, String topic, String group) {
        this.admin = admin;
        this.topic = topic;
        this.group = group;
    }

    /**
     * The first offset the group has not done with: what it committed, and the partition's first offset while it has
     * committed nothing or retention has gone past it.
     *
     * @throws KafkaException when Kafka does not answer: passing trouble
     */
    long position(int partition) {
        TopicPartition frames = new TopicPartition(topic, partition);
        try {
            long first = admin.listOffsets(Map.of(frames, OffsetSpec.earliest()))
                    .partitionResult(frames)
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .offset();
            return Math.max(first, committed(frames));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("progress of group " + group + " on " + frames + " is unknown", e);
        }
    }

    private long committed(TopicPartition frames) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .get(frames);
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }
}
