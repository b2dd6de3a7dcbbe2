package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the Kafka clients of a process. Our defaults come first, the user's pass-through settings win over them; only
 * what correctness stands on (serializers, idempotence, isolation, manual commits) cannot be overridden. Records travel
 * as raw bytes: the reader parses with the topic's serde, so that one bad record becomes a dead letter and not a dead
 * consumer.
 *
 * <p>Consumer groups, transactional ids and application ids get the topic prefix in front, so that two installations on
 * one cluster stay apart. Safe to share between threads; the one who asks for a client owns and closes it.
 */
public final class KafkaClients {
    /** Largest record any topic takes, bytes: a dead letter that wraps a record of {@link #MAX_REQUEST_BYTES}. */
    public static final int MAX_MESSAGE_BYTES = 10 << 20;
    /** Largest record a producer sends, bytes: a picture of 8 MiB and what goes with it. */
    public static final int MAX_REQUEST_BYTES = 9 << 20;

    /** Each batch takes buffers of 128 KB to compress it, however small: with Kafka's 16 KB a frame takes several. */
    private static final int BATCH_BYTES = 256 << 10;

    private static final long BUFFER_BYTES = 64L << 20;

    private static final int ADMIN_REQUEST_MILLIS = 20_000;
    private static final int ADMIN_CALL_MILLIS = 25_000;

    private final KafkaSettings settings;

    public KafkaClients(KafkaSettings settings) {
        this.settings = settings;
    }

    public KafkaSettings settings() {
        return settings;
    }

    /** The topic's name in this installation. */
    public String name(Topic<?, ?> topic) {
        return topic.name(settings.topicPrefix());
    }

    /** The consumer group, transactional id or application id in this installation. */
    public String scoped(String id) {
        return settings.topicPrefix() + "." + id;
    }

    /** An idempotent producer: acknowledged by all replicas, LZ4, requests up to {@link #MAX_REQUEST_BYTES}. */
    public Producer<byte[], byte[]> producer(String clientId) {
        return new KafkaProducer<>(producerSettings(clientId, MAX_REQUEST_BYTES));
    }

    /** An idempotent producer for records that wrap other records: requests up to {@link #MAX_MESSAGE_BYTES}. */
    public Producer<byte[], byte[]> wrappingProducer(String clientId) {
        return new KafkaProducer<>(producerSettings(clientId, MAX_MESSAGE_BYTES));
    }

    /**
     * A producer that writes in transactions; the caller begins with {@code initTransactions()}.
     *
     * @param transactionalId stable name of the one writer that may hold it; a newcomer fences the former holder
     */
    public Producer<byte[], byte[]> transactional(String transactionalId, String clientId) {
        Map<String, Object> map = producerSettings(clientId, MAX_MESSAGE_BYTES);
        map.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, scoped(transactionalId));
        return new KafkaProducer<>(map);
    }

    /** A consumer of a group: committed records only, from the earliest when new, offsets committed by hand. */
    public Consumer<byte[], byte[]> consumer(String groupId, String clientId) {
        return consumer(groupId, clientId, new Assigning(List.of(), Map.of(), () -> false));
    }

    /**
     * How the partitions of a group are assigned.
     *
     * @param assignors classes, the preferred one first
     * @param settings for the assignors beside those of the consumer
     * @param uneven asked before each poll; true has the group assign its partitions again
     */
    public record Assigning(List<Class<?>> assignors, Map<String, Object> settings, BooleanSupplier uneven) {
        public Assigning {
            assignors = List.copyOf(assignors);
            settings = Map.copyOf(settings);
        }
    }

    /**
     * A consumer of a group whose partitions are assigned our way, unless the user chose an assignor or has the brokers
     * assign ({@code group.protocol}).
     */
    public Consumer<byte[], byte[]> consumer(String groupId, String clientId, Assigning assigning) {
        Map<String, Object> map = consumerSettings(clientId);
        map.put(ConsumerConfig.GROUP_ID_CONFIG, scoped(groupId));
        boolean ours = !map.containsKey(ConsumerConfig.GROUP_PROTOCOL_CONFIG)
                || "classic".equalsIgnoreCase(String.valueOf(map.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)));
        if (ours && !assigning.assignors().isEmpty()) {
            map.putIfAbsent(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assigning.assignors());
            map.putAll(assigning.settings());
        }
        return GuardedConsumer.of(map, assigning.uneven());
    }

    /** A consumer without a group, for {@code assign} and {@code seek}: committed records only. */
    public Consumer<byte[], byte[]> reader(String clientId) {
        Map<String, Object> map = consumerSettings(clientId);
        map.remove(ConsumerConfig.GROUP_ID_CONFIG);
        map.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return GuardedConsumer.of(map);
    }

    /** A consumer with the settings of another framework, such as Kafka Streams, which goes past oversized records, too. */
    public static Consumer<byte[], byte[]> guarded(Map<String, Object> settings) {
        return guarded(settings, () -> false);
    }

    /**
     * The same, for a member of a group that may ask for another assignment.
     *
     * @param uneven asked before each poll; true has the group assign its partitions again
     */
    public static Consumer<byte[], byte[]> guarded(Map<String, Object> settings, BooleanSupplier uneven) {
        Map<String, Object> map = new HashMap<>(settings);
        map.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        map.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return GuardedConsumer.of(map, uneven);
    }

    public Admin admin() {
        Map<String, Object> map = new HashMap<>();
        map.putAll(settings.common());
        map.putAll(settings.admin());
        if (!map.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)
                && !map.containsKey(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)) {
            // A cluster that does not answer is said within half a minute; closing waits for open calls, too.
            map.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_REQUEST_MILLIS);
            map.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_CALL_MILLIS);
        }
        map.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return Admin.create(map);
    }

    /**
     * Settings of a Kafka Streams application with exactly-once processing. Keys of
     * {@code kafka.consumer.*} and {@code kafka.producer.*} reach the clients inside Streams too.
     */
    public Properties streams(String applicationId) {
        Properties properties = new Properties();
        // Names of StreamsConfig spelled out: only the matcher has Streams on its class path.
        properties.put("replication.factor", "-1");
        properties.put("consumer." + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        properties.put("consumer." + ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put("producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put("producer." + ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put("producer." + ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put("producer." + ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        properties.put("topic.max.message.bytes", String.valueOf(MAX_MESSAGE_BYTES));
        // What was replaced, removed or processed can only go with a closed segment.
        properties.put("topic.segment.ms", String.valueOf(Duration.ofHours(1).toMillis()));
        properties.putAll(settings.common());
        settings.consumer().forEach((key, value) -> properties.put("consumer." + key, value));
        settings.producer().forEach((key, value) -> properties.put("producer." + key, value));
        settings.admin().forEach((key, value) -> properties.put("admin." + key, value));
        properties.putAll(settings.streams());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put("application.id", scoped(applicationId));
        properties.put("processing.guarantee", "exactly_once_v2");
        return properties;
    }

    private Map<String, Object> producerSettings(String clientId, int maxRequestBytes) {
        Map<String, Object> map = new HashMap<>();
        map.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        map.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        map.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        map.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        map.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRequestBytes);
        map.putAll(settings.common());
        map.putAll(settings.producer());
        map.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        map.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        map.put(ProducerConfig.ACKS_CONFIG, "all");
        map.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        map.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        map.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return map;
    }

    private Map<String, Object> consumerSettings(String clientId) {
        Map<String, Object> map = new HashMap<>();
        // A killed member's partitions go to another one after this; Kafka's own 45 s is long for live cameras.
        map.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        map.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        map.putAll(settings.common());
        map.putAll(settings.consumer());
        map.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        map.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        map.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        map.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        map.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        map.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        map.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return map;
    }
}
