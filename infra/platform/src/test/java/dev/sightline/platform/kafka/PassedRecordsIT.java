package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.PassedRecords.Released;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
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
    private static final long SIZE = 100_000;

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
                    producer.send(new ProducerRecord<>(partition.topic(), 0, time, new byte[] {1}, noise()))
                            .get();
                }
                PassedRecords passed = new PassedRecords(clients);
                Instant before = now.minus(Duration.ofMinutes(5));
                assertThat(passed.release(Topics.FRAMES, "embedder", before))
                        .as("nobody has read anything")
                        .isEqualTo(new Released(0, 0, 0));

                commit(admin, clients, partition, 2);
                assertThat(passed.release(Topics.FRAMES, "embedder", before)).satisfies(two -> {
                    assertThat(two.records()).isEqualTo(2);
                    assertThat(two.left()).isEqualTo(3);
                    assertThat(two.bytes(0)).as("with what Kafka adds").isBetween(2 * SIZE, 2 * SIZE + 1_000);
                });
                assertThat(first(admin, partition)).isEqualTo(2);
                assertThat(passed.release(Topics.FRAMES, "embedder", before).records())
                        .isZero();

                commit(admin, clients, partition, 5);
                Released third = passed.release(Topics.FRAMES, "embedder", before);
                assertThat(third.records()).isEqualTo(1);
                assertThat(third.bytes(2 * SIZE)).as("the two are on their way").isBetween(SIZE, SIZE + 1_000);
                assertThat(first(admin, partition)).as("young ones").isEqualTo(3);
            }
        }
    }

    /** Kafka's files hold records compressed: a picture cannot be. */
    private static byte[] noise() {
        byte[] value = new byte[(int) SIZE];
        new SplittableRandom(1).nextBytes(value);
        return value;
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
