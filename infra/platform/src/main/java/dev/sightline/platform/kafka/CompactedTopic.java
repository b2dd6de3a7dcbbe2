package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.platform.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compacted topic used as a small table: cameras, rules, watchlist. Each call is a round trip of its own, made for
 * commands, not for services. What Kafka does not take or does not answer in time is a
 * {@link KafkaUnavailableException} that names topic and key.
 *
 * @param <V> value type
 */
public final class CompactedTopic<V> {
    private static final Logger log = LoggerFactory.getLogger(CompactedTopic.class);

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
        Map<String, byte @Nullable []> values = new LinkedHashMap<>();
        entries.forEach(
                (key, value) -> values.put(key, topic.value().serializer().serialize(name, value)));
        send(values);
    }

    /** Sets one entry. */
    public void put(String key, V value) {
        putAll(Map.of(key, value));
    }

    /** Removes one entry. */
    public void remove(String key) {
        Map<String, byte @Nullable []> removed = new LinkedHashMap<>();
        removed.put(key, null);
        send(removed);
    }

    /** The table as it is now, by key. */
    public Map<String, V> read() {
        Map<String, V> table = new TreeMap<>();
        new WholeTopic(kafka, topic).forEach(record -> apply(table, record));
        return table;
    }

    /** One bad record must not keep everybody from the others: it is passed over, and said. */
    private void apply(Map<String, V> table, ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            table.remove(key);
            return;
        }
        try {
            table.put(key, topic.value().deserializer().deserialize(name, record.value()));
        } catch (SerializationException e) {
            table.remove(key);
            log.warn("topic {}: the record of '{}' is passed over: {}", name, Printable.value(key), e.getMessage());
        }
    }

    private void send(Map<String, byte @Nullable []> values) {
        if (values.isEmpty()) {
            return;
        }
        try (Producer<byte[], byte[]> producer = kafka.producer("cli-" + topic.noun())) {
            Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
            values.forEach((key, value) -> sent.put(
                    key, producer.send(new ProducerRecord<>(name, key.getBytes(StandardCharsets.UTF_8), value))));
            producer.flush();
            sent.forEach(this::check);
        }
    }

    private void check(String key, Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while writing '" + key + "' to " + name, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw unavailable("'" + key + "' was not written to topic " + name, cause);
        }
    }

    private KafkaUnavailableException unavailable(String what, Throwable cause) {
        return new KafkaUnavailableException(
                what + " on Kafka at " + kafka.settings().bootstrapServers() + ": " + cause.getMessage()
                        + "; check that the broker runs and that this user may use the topic",
                cause);
    }
}
