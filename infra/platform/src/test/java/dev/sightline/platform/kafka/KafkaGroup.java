package dev.sightline.platform.kafka;

import dev.sightline.platform.settings.Describe;
import dev.sightline.platform.settings.Matches;
import dev.sightline.platform.settings.PassThrough;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Map;
import java.util.Optional;

/** A {@code kafka} group of a settings schema, with settings of its own and all those that pass through. */
@Describe("Where Kafka is. Any other setting of the Kafka clients may be given here and is passed on.")
public interface KafkaGroup {
    @WithName("bootstrap.servers")
    @Describe("Brokers of an outside Kafka cluster. Not set: processes that can run Kafka inside themselves do.")
    @Matches(
            value = "[^,\\s]+:\\d{1,5}(\\s*,\\s*[^,\\s]+:\\d{1,5})*",
            meaning = "host:port, several separated by commas")
    Optional<String> bootstrapServers();

    @WithDefault("sightline")
    @Describe(
            "First part of topic names, consumer groups and application ids; installations on one cluster differ in it.")
    @Matches(value = KafkaSettings.PREFIX_PATTERN, meaning = "1 to 100 letters, digits, '.', '_' and '-'")
    String topicPrefix();

    @PassThrough("kafka")
    @Describe("Settings of all Kafka clients, such as `kafka.security.protocol`.")
    Map<String, String> common();

    @PassThrough
    @Describe("Settings of producers, such as `kafka.producer.linger.ms`.")
    Map<String, String> producer();

    @PassThrough
    @Describe("Settings of consumers, such as `kafka.consumer.max.poll.records`.")
    Map<String, String> consumer();

    @PassThrough
    @Describe("Settings of admin clients, such as `kafka.admin.request.timeout.ms`.")
    Map<String, String> admin();

    @PassThrough
    @Describe("Settings of Kafka Streams, such as `kafka.streams.num.stream.threads`.")
    Map<String, String> streams();

    /**
     * The settings as clients take them.
     *
     * @param embedded where the embedded broker listens, used when no outside cluster is set
     */
    static KafkaSettings settings(KafkaGroup group, String embedded) {
        return new KafkaSettings(
                group.bootstrapServers().orElse(embedded),
                group.topicPrefix(),
                group.common(),
                group.producer(),
                group.consumer(),
                group.admin(),
                group.streams());
    }
}
