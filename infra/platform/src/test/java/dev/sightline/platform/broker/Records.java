package dev.sightline.platform.broker;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.platform.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes and reads texts. The test kit has better, but stands on this module. */
public final class Records {
    private Records() {}

    /** Returns once Kafka has them. */
    public static void write(KafkaClients clients, Topic<?, ?> topic, List<String> values) {
        try (Producer<byte[], byte[]> producer = clients.producer("writer")) {
            for (String value : values) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(clients.name(topic), bytes, bytes))
                        .get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("cannot write", e);
        }
    }

    /** All values of partition 0 at this moment. */
    public static List<String> read(KafkaClients clients, Topic<?, ?> topic) {
        List<String> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients.reader("reader")) {
            TopicPartition partition = new TopicPartition(clients.name(topic), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
        }
        return values;
    }
}
