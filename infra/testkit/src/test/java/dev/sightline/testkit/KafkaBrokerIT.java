package dev.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaBrokerIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void shouldReadBackWhatWasWrittenIncludingTombstones() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        Camera camera =
                Camera.newBuilder().setCameraId("door").setSiteId("shop").build();

        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(Topics.CAMERAS, "door", camera);
            writer.write(Topics.CAMERAS, "door", null);
        }

        List<TopicReader.Read<String, Camera>> read = TopicReader.read(clients, Topics.CAMERAS, 2, PATIENCE);
        assertThat(read).extracting(TopicReader.Read::key).containsExactly("door", "door");
        assertThat(read).extracting(TopicReader.Read::value).containsExactly(camera, null);
        assertThat(TopicReader.readAll(clients, Topics.CAMERAS)).hasSize(2);
    }

    @Test
    void shouldKeepTestsApart() {
        KAFKA.createTopics(1);

        assertThat(TopicReader.readAll(KAFKA.clients(), Topics.CAMERAS)).isEmpty();
        assertThatThrownBy(() -> TopicReader.read(KAFKA.clients(), Topics.CAMERAS, 1, Duration.ofMillis(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected 1 records")
                .hasMessageContaining("got 0");
    }

    @Test
    void shouldShowCommittedTransactionsOnly() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(1);
        String topic = clients.name(Topics.ALERTS);

        try (Producer<byte[], byte[]> producer = clients.transactional("writer", "writer")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1}));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, new byte[] {2}, new byte[] {2}));
            producer.commitTransaction();
        }

        assertThat(TopicReader.read(clients, Topics.ALERTS, 1, PATIENCE))
                .singleElement()
                .satisfies(read -> assertThat(read.value()).containsExactly(2));
    }

    @Test
    void shouldTakePicturesOfEightMebibytes() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(1);
        byte[] noise = new byte[8 << 20];
        new java.util.SplittableRandom(1).nextBytes(noise);

        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.writeBytes(Topics.ALERTS, new byte[0], noise);
        }

        assertThat(TopicReader.read(clients, Topics.ALERTS, 1, PATIENCE))
                .singleElement()
                .satisfies(read -> assertThat(read.value()).isEqualTo(noise));
    }
}
