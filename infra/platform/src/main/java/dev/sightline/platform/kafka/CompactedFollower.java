package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Follows a compacted topic: first the table as it is now, in one piece, then each change as it comes. One thread.
 *
 * @param <V> what the topic holds by key
 */
public final class CompactedFollower<V> {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> reader;
    private final String name;
    private final Parser<V> parser;
    private final Listener<V> listener;

    /** What a record's value says; for a reader that looks at more than the value, or refuses what parses. */
    @FunctionalInterface
    public interface Parser<V> {
        /**
         * Called for every record with a value, in the order of each partition.
         *
         * @throws SerializationException when the record does not parse: the key keeps the value it had
         */
        V parse(ConsumerRecord<byte[], byte[]> record);
    }

    /** What is done with the table and its changes, on the follower's thread. An empty value: the key is removed. */
    public interface Listener<V> {
        /** The whole table, once, before any change. */
        void present(Map<String, Optional<V>> table);

        /** What changed since, the newest value of each key; called after every poll, so that it may be empty. */
        void changed(Map<String, Optional<V>> changes);

        /** A record that does not parse; its key keeps the value it had. */
        void unreadable(ConsumerRecord<byte[], byte[]> record, String reason);
    }

    /** @param reader belongs to the caller */
    public CompactedFollower(
            Consumer<byte[], byte[]> reader, KafkaClients clients, Topic<String, V> topic, Listener<V> listener) {
        this(
                reader,
                clients.name(topic),
                record -> topic.value().deserializer().deserialize(record.topic(), record.value()),
                listener);
    }

    /**
     * @param reader belongs to the caller
     * @param name of the topic in this installation
     */
    public CompactedFollower(Consumer<byte[], byte[]> reader, String name, Parser<V> parser, Listener<V> listener) {
        this.reader = reader;
        this.name = name;
        this.parser = parser;
        this.listener = listener;
    }

    /** The key of a record; empty for none. */
    public static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /**
     * Follows until asked to stop.
     *
     * @throws KafkaUnavailableException when there is no such topic
     */
    public void follow(BooleanSupplier stopped) {
        Map<TopicPartition, Long> ends = reader.endOffsets(Partitions.assignFromBeginning(reader, name));
        Map<String, Optional<V>> table = new LinkedHashMap<>();
        while (!stopped.getAsBoolean() && !Partitions.reached(reader, ends)) {
            table.putAll(poll());
        }
        if (stopped.getAsBoolean()) {
            return;
        }
        listener.present(table);
        while (!stopped.getAsBoolean()) {
            listener.changed(poll());
        }
    }

    private Map<String, Optional<V>> poll() {
        Map<String, Optional<V>> latest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
            try {
                Optional<V> value = record.value() == null ? Optional.empty() : Optional.of(parser.parse(record));
                latest.put(key(record), value);
            } catch (SerializationException e) {
                listener.unreadable(record, String.valueOf(e.getMessage()));
            }
        }
        return latest;
    }
}
