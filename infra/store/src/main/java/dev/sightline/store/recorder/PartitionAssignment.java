package dev.sightline.store.recorder;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.database.Database;
import dev.sightline.store.recorder.OffsetTable.Place;
import dev.sightline.store.recorder.Placement.Range;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
     * Takes all partitions and seeks to where the rows end. What is out of the ordinary is said once for each partition.
     *
     * @return the stored offsets by partition
     */
    Map<TopicPartition, Long> take() {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Map<String, String> ids = TopicIds.of(
                clients, partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        Map<TopicPartition, Place> stored = OffsetTable.load(database);
        Map<TopicPartition, Place> places = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Range range = new Range(first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L));
            String id = ids.getOrDefault(partition.topic(), "");
            Place before = stored.getOrDefault(partition, new Place(range.first(), Optional.empty()));
            Placement placement = Placement.of(before.next(), before.topicId(), id, range);
            report(partition, before.next(), placement);
            places.put(partition, new Place(placement.offset(), Optional.of(id)));
        }
        OffsetTable.set(database, stored, places);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        places.forEach((partition, place) -> {
            consumer.seek(partition, place.next());
            offsets.put(partition, place.next());
        });
        return offsets;
    }

    /** Whether Kafka has partitions that are not assigned. */
    boolean outgrown() {
        return partitions().size() > consumer.assignment().size();
    }

    private void report(TopicPartition partition, long stored, Placement found) {
        switch (found.outcome()) {
            case GOES_ON -> log.debug("{} goes on at {}", partition, found.offset());
            case BEGINNING_DELETED -> {
                log.error(
                        "{} records of {} ({} to {}) were deleted from Kafka, by retention or by hand, before they were"
                                + " recorded: they are missing in the database",
                        found.records(),
                        partition,
                        stored,
                        found.offset() - 1);
                meters.lost(found.records());
            }
            case END_LOST ->
                log.error(
                        "Kafka lost the last {} records of {} ({} to {}), as after a crash; they are recorded, nothing is"
                                + " missing; reading goes on at its end",
                        found.records(),
                        partition,
                        found.offset(),
                        stored - 1);
            case CREATED_AGAIN ->
                log.error(
                        "topic {} was created again after {} records of partition {} had been recorded; the {} records of"
                                + " the new one are recorded from its beginning. Use an empty database for topics that"
                                + " begin again",
                        partition.topic(),
                        stored,
                        partition.partition(),
                        found.records());
            case SHORTER ->
                log.error(
                        "{} is {} records shorter than what is recorded: it was created again, or Kafka lost its end;"
                                + " reading it from its beginning, where what is recorded already changes nothing",
                        partition,
                        found.records());
        }
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
