package dev.sightline.testkit;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.platform.kafka.KafkaClients;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes records in tests, one producer for all topics. Each write returns once Kafka has the record. */
public final class TopicWriter implements AutoCloseable {
    private final KafkaClients clients;
    private final Producer<byte[], byte[]> producer;

    public TopicWriter(KafkaClients clients) {
        this.clients = clients;
        this.producer = clients.producer("topic-writer");
    }

    /** Writes a record; a null value is a tombstone. */
    public <K, V> RecordMetadata write(Topic<K, V> topic, K key, @Nullable V value) {
        byte @Nullable [] bytes =
                value == null ? null : topic.value().serializer().serialize(clients.name(topic), value);
        return writeBytes(topic, topic.key().serializer().serialize(clients.name(topic), key), bytes);
    }

    /** Writes any bytes, for records that do not parse. */
    @SuppressWarnings("NullAway") // Kafka's contract: null keys and values are allowed.
    public RecordMetadata writeBytes(Topic<?, ?> topic, byte @Nullable [] key, byte @Nullable [] value) {
        try {
            return producer.send(new ProducerRecord<>(clients.name(topic), key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError("cannot write to " + clients.name(topic), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while writing to " + clients.name(topic), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
