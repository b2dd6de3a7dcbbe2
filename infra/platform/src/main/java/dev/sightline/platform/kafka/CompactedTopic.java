package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic used as a small table: cameras, rules, watchlist. Each call is a round trip of its own, made for
 * commands, not for services.
 *
 * @param <V> value type
 */
public final class CompactedTopic<V> {
    private final KafkaClients kafka;
    private final Topic<String, V> topic;
    private final String name;

    public CompactedTopic(KafkaClients kafka, Topic<String, V> topic) {
        this.kafka = kafka;
        this.topic = topic;
        this.name = kafka.name(topic);
    }

    /** Sets entries, all acknowledged on return. */
    public void putAll(Map<String, V> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try (Producer<byte[], byte[]> producer = kafka.producer("cli-" + topic.noun())) {
            entries.forEach((key, value) -> producer.send(new ProducerRecord<>(
                    name, bytes(key), topic.value().serializer().serialize(name, value))));
            producer.flush();
        }
    }

    /** Sets one entry. */
    public void put(String key, V value) {
        send(key, topic.value().serializer().serialize(name, value));
    }

    /** Removes one entry. */
    public void remove(String key) {
        send(key, null);
    }

    /** The table as it is now, by key. */
    public Map<String, V> read() {
        Map<String, V> table = new TreeMap<>();
        try (Consumer<byte[], byte[]> reader = kafka.reader("cli-" + topic.noun())) {
            Map<TopicPartition, Long> ends = reader.endOffsets(Partitions.assignFromBeginning(reader, name));
            while (!Partitions.reached(reader, ends)) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    apply(table, record);
                }
            }
        }
        return table;
    }

    private void apply(Map<String, V> table, ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            table.remove(key);
        } else {
            table.put(key, topic.value().deserializer().deserialize(name, record.value()));
        }
    }

    private void send(String key, byte @Nullable [] value) {
        try (Producer<byte[], byte[]> producer = kafka.producer("cli-" + topic.noun())) {
            producer.send(new ProducerRecord<>(name, bytes(key), value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + name, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to " + name + ": " + e.getCause(), e);
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
