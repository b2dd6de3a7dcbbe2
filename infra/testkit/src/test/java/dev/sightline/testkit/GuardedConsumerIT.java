package dev.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.Partitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(240)
class GuardedConsumerIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @Test
    void shouldGoPastARecordThatExpandsToMoreThanMemoryHolds() throws IOException {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(1);
        write(clients, "first", "second");
        ExpandingRecord.produce(KAFKA.bootstrapServers(), clients.name(Topics.FRAMES), 1);
        write(clients, "third");

        assertThat(end(clients)).as("records that Kafka took").isEqualTo(4);
        assertThat(read(clients)).as("first start").containsExactly("first", "second", "third");
        assertThat(read(clients)).as("again after a restart").containsExactly("first", "second", "third");
    }

    /** As Kafka Streams pauses those whose state it still restores. */
    @Test
    void shouldDeliverNothingOfAPausedPartitionWhenItGoesPastARecordOfAnother() throws IOException {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        String topic = clients.name(Topics.FRAMES);
        List<TopicPartition> both = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
        writeInto(clients, both, "before");
        ExpandingRecord.produce(KAFKA.bootstrapServers(), topic, 2);
        writeInto(clients, both, "after");

        for (TopicPartition paused : both) {
            try (Consumer<byte[], byte[]> consumer = clients.reader("reader")) {
                consumer.assign(both);
                consumer.seekToBeginning(both);
                consumer.pause(List.of(paused));
                List<TopicPartition> other =
                        both.stream().filter(one -> !one.equals(paused)).toList();

                assertThat(read(consumer, other)).containsExactly("before " + other, "after " + other);
                consumer.resume(List.of(paused));
                assertThat(read(consumer, both)).containsExactly("before [" + paused + "]", "after [" + paused + "]");
            }
        }
    }

    private static void writeInto(KafkaClients clients, List<TopicPartition> partitions, String value) {
        try (Producer<byte[], byte[]> producer = clients.producer("writer")) {
            partitions.forEach(one -> producer.send(new ProducerRecord<>(
                    one.topic(),
                    one.partition(),
                    new byte[0],
                    (value + " [" + one + "]").getBytes(StandardCharsets.UTF_8))));
            producer.flush();
        }
    }

    private static void write(KafkaClients clients, String... values) {
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (String value : values) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                writer.writeBytes(Topics.FRAMES, bytes, bytes);
            }
        }
    }

    private static long end(KafkaClients clients) {
        try (Consumer<byte[], byte[]> consumer = clients.reader("end")) {
            TopicPartition partition = new TopicPartition(clients.name(Topics.FRAMES), 0);
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    /** Reads to the end in a group that never commits. */
    private static List<String> read(KafkaClients clients) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("group", "reader")) {
            TopicPartition partition = new TopicPartition(clients.name(Topics.FRAMES), 0);
            consumer.assign(List.of(partition));
            return read(consumer, List.of(partition));
        }
    }

    /** Reads these partitions to their end; gives what came of all. */
    private static List<String> read(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        List<String> values = new ArrayList<>();
        while (!Partitions.reached(consumer, consumer.endOffsets(partitions))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                values.add(new String(record.value(), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
