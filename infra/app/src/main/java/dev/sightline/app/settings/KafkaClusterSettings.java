package dev.sightline.app.settings;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.FilePath;
import dev.sightline.platform.settings.PassThrough;
import dev.sightline.platform.settings.Range;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** How to reach Kafka. Any other client setting passes through under kafka.*. */
public interface KafkaClusterSettings {
    @Describe("Brokers of an outside cluster, host:port,…; empty starts a real Kafka inside this process")
    Optional<String> bootstrapServers();

    @FilePath
    @Describe(
            "File with further settings of Kafka's clients for that cluster, KEY=VALUE a line, such as kafka/client.properties"
                    + " of another data folder; kafka.* wins over it")
    Optional<String> clientProperties();

    @Describe("First part of every topic, group and application name")
    @WithDefault("sightline")
    String topicPrefix();

    @Describe(
            "Partitions of topics created by us; bounds how many instances share the work. Empty: as many as the topics"
                    + " that are there have; for new ones 4 with the Kafka inside this process, 16 on an outside cluster")
    @Range(min = 1, max = 1000)
    Optional<Integer> partitions();

    @Describe("Replicas of topics created by us; 3 on a production cluster")
    @Range(min = 1, max = 15)
    @WithDefault("1")
    int replication();

    @Describe("Port of the embedded Kafka on loopback; 0 picks a free one")
    @Range(min = 0, max = 65535)
    @WithDefault("0")
    int embeddedPort();

    @PassThrough("kafka")
    @Describe("Any setting of Kafka's clients, for all of them")
    Map<String, String> common();

    @PassThrough("kafka.producer")
    @Describe("Any setting of Kafka's producers")
    Map<String, String> producer();

    @PassThrough("kafka.consumer")
    @Describe("Any setting of Kafka's consumers")
    Map<String, String> consumer();

    @PassThrough("kafka.admin")
    @Describe("Any setting of Kafka's admin client")
    Map<String, String> admin();

    @PassThrough("kafka.streams")
    @Describe("Any setting of Kafka Streams")
    Map<String, String> streams();
}
