package dev.sightline.testkit;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics from their beginning in tests, parsed with the topic's serdes, committed records only. Order holds
 * within a partition, so within a key.
 */
public final class TopicReader {
    private TopicReader() {}

    /**
     * One record, parsed.
     *
     * @param value null for a tombstone
     */
    public record Read<K, V>(K key, @Nullable V value, ConsumerRecord<byte[], byte[]> raw) {}

    /**
     * The first {@code count} records or more (all that came with the last of them).
     *
     * @throws AssertionError when fewer came within the timeout
     */
    public static <K, V> List<Read<K, V>> read(KafkaClients clients, Topic<K, V> topic, int count, Duration timeout) {
        return readUntil(clients, topic, records -> records.size() >= count, count + " records", timeout);
    }

    /**
     * Reads until the records so far satisfy a condition.
     *
     * @param expected what is waited for, for the message
     * @throws AssertionError when they did not within the timeout
     */
    public static <K, V> List<Read<K, V>> readUntil(
            KafkaClients clients,
            Topic<K, V> topic,
            Predicate<List<Read<K, V>>> enough,
            String expected,
            Duration timeout) {
        List<Read<K, V>> records = new ArrayList<>();
        long end = System.nanoTime() + timeout.toNanos();
        try (Consumer<byte[], byte[]> consumer = fromBeginning(clients, topic)) {
            while (!enough.test(records)) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("expected " + expected + " in " + clients.name(topic) + " within "
                            + timeout + ", got " + records.size() + " records");
                }
                consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(parse(topic, record)));
            }
        }
        return records;
    }

    /** Everything that is committed in the topic at the moment of the call. */
    public static <K, V> List<Read<K, V>> readAll(KafkaClients clients, Topic<K, V> topic) {
        List<Read<K, V>> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = fromBeginning(clients, topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            AtomicBoolean more = new AtomicBoolean(true);
            while (more.get()) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < ends.getOrDefault(partition, 0L)) {
                        records.add(parse(topic, record));
                    }
                });
                more.set(ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
            }
        }
        return records;
    }

    private static Consumer<byte[], byte[]> fromBeginning(KafkaClients clients, Topic<?, ?> topic) {
        Consumer<byte[], byte[]> consumer = clients.reader("topic-reader");
        Collection<TopicPartition> partitions = consumer.partitionsFor(clients.name(topic)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static <K, V> Read<K, V> parse(Topic<K, V> topic, ConsumerRecord<byte[], byte[]> record) {
        K key = topic.key().deserializer().deserialize(record.topic(), record.key());
        byte @Nullable [] value = record.value();
        return new Read<>(
                key, value == null ? null : topic.value().deserializer().deserialize(record.topic(), value), record);
    }
}
