package dev.sightline.platform.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Whole topics read by assignment: every partition, no consumer group, no commits. */
public final class Partitions {
    private Partitions() {}

    /** Every partition of the topics; empty where a topic does not exist. */
    public static List<TopicPartition> of(Consumer<?, ?> reader, Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> reader.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /**
     * Assigns every partition of one topic.
     *
     * @throws KafkaUnavailableException when the topic does not exist
     */
    public static List<TopicPartition> assign(Consumer<?, ?> reader, String topic) {
        List<TopicPartition> partitions = of(reader, List.of(topic));
        if (partitions.isEmpty()) {
            throw new KafkaUnavailableException("there is no topic " + topic + "; run 'sightline topics create'");
        }
        reader.assign(partitions);
        return partitions;
    }

    /** {@link #assign}, placed at the beginning. */
    public static List<TopicPartition> assignFromBeginning(Consumer<?, ?> reader, String topic) {
        List<TopicPartition> partitions = assign(reader, topic);
        reader.seekToBeginning(partitions);
        return partitions;
    }

    /** Whether the reader has come to these offsets in every partition. */
    public static boolean reached(Consumer<?, ?> reader, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reader.position(end.getKey()) >= end.getValue());
    }
}
