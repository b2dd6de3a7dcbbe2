package dev.sightline.platform.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * Where Kafka is and every client setting a user passes through. The maps hold plain Kafka client settings; a later
 * map wins over an earlier one ({@code common}, then the one of the client's kind).
 *
 * @param bootstrapServers {@code host:port}, comma separated
 * @param topicPrefix first part of every topic name, consumer group and application id
 * @param common settings of all clients ({@code kafka.*})
 * @param producer settings of producers ({@code kafka.producer.*})
 * @param consumer settings of consumers ({@code kafka.consumer.*})
 * @param admin settings of admin clients ({@code kafka.admin.*})
 * @param streams settings of Kafka Streams ({@code kafka.streams.*})
 */
public record KafkaSettings(
        String bootstrapServers,
        String topicPrefix,
        Map<String, String> common,
        Map<String, String> producer,
        Map<String, String> consumer,
        Map<String, String> admin,
        Map<String, String> streams) {

    /** What {@link #topicPrefix} has to look like. */
    public static final String PREFIX_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private static final String BOOTSTRAP = "bootstrap.servers";

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException(
                    "kafka.bootstrap-servers is empty: give host:port of a broker, several separated by commas");
        }
        if (!topicPrefix.matches(PREFIX_PATTERN)) {
            throw new IllegalArgumentException(
                    "Kafka topic prefix '" + topicPrefix
                            + "' is not allowed: use 1 to 100 letters, digits, '.', '_' and '-', beginning with a letter or digit");
        }
        oneCluster("kafka", common, bootstrapServers);
        oneCluster("kafka.producer", producer, bootstrapServers);
        oneCluster("kafka.consumer", consumer, bootstrapServers);
        oneCluster("kafka.admin", admin, bootstrapServers);
        oneCluster("kafka.streams", streams, bootstrapServers);
        common = Map.copyOf(common);
        producer = Map.copyOf(producer);
        consumer = Map.copyOf(consumer);
        admin = Map.copyOf(admin);
        streams = Map.copyOf(streams);
    }

    /** Some clients on another cluster would part the system without a word. */
    private static void oneCluster(String group, Map<String, String> passed, String bootstrapServers) {
        passed.forEach((key, value) -> {
            if (key.endsWith(BOOTSTRAP) && !value.equals(bootstrapServers)) {
                throw new IllegalArgumentException(
                        group + "." + key + " = " + value + " differs from kafka.bootstrap-servers = "
                                + bootstrapServers + ": all clients use one cluster; remove " + group + "." + key);
            }
        });
    }

    /** Settings with nothing passed through. */
    public static KafkaSettings of(String bootstrapServers, String topicPrefix) {
        return new KafkaSettings(bootstrapServers, topicPrefix, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /**
     * The same with what clients have to set to be let in.
     *
     * @param login wins over {@link #common}
     */
    public KafkaSettings withLogin(Map<String, String> login) {
        Map<String, String> all = new HashMap<>(common);
        all.putAll(login);
        return new KafkaSettings(bootstrapServers, topicPrefix, all, producer, consumer, admin, streams);
    }

    /** Keys and where Kafka is; never a value that was passed through, for those may be secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", topicPrefix=" + topicPrefix + ", common="
                + common.keySet() + ", producer=" + producer.keySet() + ", consumer=" + consumer.keySet() + ", admin="
                + admin.keySet() + ", streams=" + streams.keySet() + "]";
    }
}
