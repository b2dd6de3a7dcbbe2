package dev.sightline.platform.kafka;

import java.util.Map;

/**
 * A topic as it is in Kafka.
 *
 * @param name full name
 * @param exists whether Kafka has it; everything below is zero or empty when not
 * @param partitions number of partitions
 * @param replication smallest number of replicas of a partition
 * @param settings topic settings that differ from the broker's defaults
 */
public record TopicState(String name, boolean exists, int partitions, int replication, Map<String, String> settings) {

    public TopicState {
        settings = Map.copyOf(settings);
    }

    static TopicState missing(String name) {
        return new TopicState(name, false, 0, 0, Map.of());
    }
}
