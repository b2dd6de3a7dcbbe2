package dev.sightline.store.recorder;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.database.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Assigns all partitions of the recorder's topics and places the consumer where the rows end. */
final class PartitionAssignment {
    private static final Logger log = LoggerFactory.getLogger(PartitionAssignment.class);

    private final KafkaClients clients;
    private final Consumer<byte[], byte[]> consumer;
    private final Database database;
    private final RecorderMeters meters;

    PartitionAssignment(
            KafkaClients clients, Consumer<byte[], byte[]> consumer, Database database, RecorderMeters meters) {
        this.clients = clients;
        this.consumer = consumer;
        this.database = database;
        this.meters = meters;
    }

    /**
     * Takes all partitions and seeks to the stored offsets.
     *
     * @return the stored offsets by partition
     */
    Map<TopicPartition, Long> take() {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> stored = OffsetTable.open(database, first);
        stored.forEach((partition, offset) -> {
            long start = start(partition, offset, first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L));
            consumer.seek(partition, start);
        });
        return new HashMap<>(stored);
    }

    /** Whether Kafka has partitions that are not assigned. */
    boolean outgrown() {
        return partitions().size() > consumer.assignment().size();
    }

    private long start(TopicPartition partition, long stored, long first, long end) {
        if (stored < first) {
            log.error(
                    "records {} to {} of {} were deleted by Kafka's retention before they were recorded",
                    stored,
                    first - 1,
                    partition);
            meters.lost(first - stored);
            return first;
        }
        if (stored > end) {
            log.error(
                    "{} ends at {} but {} is recorded: the topic was made anew; reading it from its beginning",
                    partition,
                    end,
                    stored);
            return first;
        }
        return stored;
    }

    private List<TopicPartition> partitions() {
        return RecordReader.TOPICS.stream()
                .map(clients::name)
                .flatMap(name -> known(name).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private List<PartitionInfo> known(String topic) {
        @Nullable List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "topic " + topic + " does not exist; create the topics with 'sightline topics create'");
        }
        return partitions;
    }
}
