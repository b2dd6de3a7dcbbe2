package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three frames of an hour ago and two of now: what the embedder has not passed, or what is young, stays. */
@Timeout(120)
class PassedRecordsIT {
    @TempDir
    static Path folder;

    @Test
    void shouldReleaseOnlyWhatIsOldAndPassed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            KafkaClients clients = new KafkaClients(broker.access().settings("passed"));
            new TopicAdmin(clients).create(Topics.ALL, 1, (short) 1);
            TopicPartition partition = new TopicPartition(clients.name(Topics.FRAMES), 0);
            Instant now = Instant.now();
            try (Admin admin = clients.admin();
                    Producer<byte[], byte[]> producer = clients.producer("test")) {
                for (int i = 0; i < 5; i++) {
                    long time = now.minus(Duration.ofMinutes(i < 3 ? 15 : 0)).toEpochMilli();
                    byte[] value = ("frame " + i).getBytes(StandardCharsets.UTF_8);
                    producer.send(new ProducerRecord<>(partition.topic(), 0, time, value, value))
                            .get();
                }
                PassedRecords passed = new PassedRecords(clients);
                Instant before = now.minus(Duration.ofMinutes(5));
                assertThat(passed.release(Topics.FRAMES, "embedder", before))
                        .as("nobody has read anything")
                        .isZero();

                commit(admin, clients, partition, 2);
                assertThat(passed.release(Topics.FRAMES, "embedder", before)).isEqualTo(2);
                assertThat(first(admin, partition)).isEqualTo(2);
                assertThat(passed.release(Topics.FRAMES, "embedder", before)).isZero();

                commit(admin, clients, partition, 5);
                assertThat(passed.release(Topics.FRAMES, "embedder", before)).isEqualTo(1);
                assertThat(first(admin, partition)).as("young ones").isEqualTo(3);
            }
        }
    }

    private static void commit(Admin admin, KafkaClients clients, TopicPartition partition, long offset)
            throws ExecutionException, InterruptedException {
        admin.alterConsumerGroupOffsets(clients.scoped("embedder"), Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static long first(Admin admin, TopicPartition partition) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
