package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads a topic once, from its beginning to the end it has now, for commands. A topic that does not answer is reported as a
 * {@link KafkaUnavailableException} after a bound, never waited for without end.
 *
 * @param kafka cluster
 * @param topic its name in Kafka
 * @param patience how long reading may go on without a record
 */
public record WholeTopic(KafkaClients kafka, String topic, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** With 30 s of patience. */
    public WholeTopic(KafkaClients kafka, Topic<?, ?> topic) {
        this(kafka, kafka.name(topic), PATIENCE);
    }

    /** A topic that is none of Sightline's published ones, with 30 s of patience. */
    public WholeTopic(KafkaClients kafka, String topic) {
        this(kafka, topic, PATIENCE);
    }

    /**
     * Hands every record over, those of one partition in order.
     *
     * @throws KafkaUnavailableException when the topic does not exist or does not answer in time
     */
    public void forEach(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (Consumer<byte[], byte[]> reader = kafka.reader("cli-" + topic)) {
            Map<TopicPartition, Long> ends = begin(reader);
            long silentSince = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey(), patience) < e.getValue())) {
                ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
                records.forEach(taker);
                if (!records.isEmpty()) {
                    silentSince = System.nanoTime();
                } else if (System.nanoTime() - silentSince > patience.toNanos()) {
                    throw new TimeoutException("no record came for " + patience.toSeconds() + " s before its end");
                }
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    private Map<TopicPartition, Long> begin(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> partitions = reader.partitionsFor(topic, patience).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "it does not exist; 'sightline run' and 'sightline topics create' create it");
        }
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader.endOffsets(partitions, patience);
    }

    private KafkaUnavailableException unavailable(KafkaException cause) {
        return new KafkaUnavailableException(
                "topic " + topic + " cannot be read on Kafka at "
                        + kafka.settings().bootstrapServers() + ": " + cause.getMessage()
                        + "; check that the broker runs and that this user may read the topic",
                cause);
    }
}
