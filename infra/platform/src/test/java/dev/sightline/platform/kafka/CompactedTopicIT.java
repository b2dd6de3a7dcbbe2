package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.platform.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactedTopicIT {
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldKeepWhatWasPutAndForgetWhatWasRemoved() {
        CompactedTopic<Camera> cameras = cameras(clients("kept", Map.of()));

        cameras.putAll(Map.of("north", camera("north"), "south", camera("south")));
        cameras.remove("north");

        assertThat(cameras.read()).containsOnlyKeys("south").containsEntry("south", camera("south"));
    }

    @Test
    void shouldSayWhichEntryWasNotWritten() {
        KafkaClients clients = clients("refused", Map.of("max.request.size", "300"));
        CompactedTopic<Camera> cameras = cameras(clients);
        Camera large = camera("large").toBuilder().setSource("x".repeat(1000)).build();

        assertThatThrownBy(() -> cameras.putAll(Map.of("small", camera("small"), "large", large)))
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessageContaining("'large' was not written to topic refused.cameras.v1")
                .hasMessageContaining(broker.bootstrapServers());
        assertThat(cameras.read()).containsOnlyKeys("small");
    }

    @Test
    void shouldPassOverARecordThatDoesNotParse() {
        KafkaClients clients = clients("forged", Map.of());
        CompactedTopic<Camera> cameras = cameras(clients);
        cameras.put("good", camera("good"));
        try (Producer<byte[], byte[]> producer = clients.producer("forger")) {
            String topic = clients.name(Topics.CAMERAS);
            producer.send(new ProducerRecord<>(topic, bytes("bad"), new byte[] {-1, -1, -1}));
        }

        assertThat(cameras.read()).containsOnlyKeys("good");
    }

    @Test
    void shouldSayThatATopicDoesNotExist() {
        KafkaClients clients = new KafkaClients(broker.access().settings("absent"));

        assertThatThrownBy(() -> new CompactedTopic<>(clients, Topics.CAMERAS).read())
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessageContaining("topic absent.cameras.v1 cannot be read")
                .hasMessageContaining("sightline topics create");
    }

    @Test
    void shouldNotWaitForATopicThatNeverAnswers() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        KafkaClients clients = new KafkaClients(KafkaSettings.of("127.0.0.1:" + port, "silent"));
        WholeTopic topic = new WholeTopic(clients, clients.name(Topics.CAMERAS), Duration.ofMillis(500));

        assertThatThrownBy(() -> topic.forEach(record -> {}))
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void shouldWriteWhatPeopleSayAndTellHowLongItIsKept() {
        KafkaClients clients = clients("said", Map.of());
        new TopicAdmin(clients).create(List.of(Topics.FEEDBACK), 1, (short) 1);
        Feedback said =
                Feedback.newBuilder().setFeedbackId("f1").setSiteId("lobby").build();
        List<String> sites = new ArrayList<>();

        new FeedbackTopic(clients).put(List.of(said, said));
        new WholeTopic(clients, clients.name(Topics.FEEDBACK), Duration.ofSeconds(30))
                .forEach(record -> sites.add(new String(record.key(), StandardCharsets.UTF_8)));

        assertThat(sites).containsExactly("lobby", "lobby");
        assertThat(new TopicKeeping(clients).longest(name -> name.endsWith("feedback.v1")))
                .containsExactly(Map.entry(clients.name(Topics.FEEDBACK), TopicKeeping.longest(Topics.FEEDBACK)));
    }

    private static KafkaClients clients(String prefix, Map<String, String> producer) {
        KafkaClients clients = new KafkaClients(
                new KafkaSettings(broker.bootstrapServers(), prefix, Map.of(), producer, Map.of(), Map.of(), Map.of())
                        .withLogin(broker.access().login()));
        new TopicAdmin(clients).create(List.of(Topics.CAMERAS), 1, (short) 1);
        return clients;
    }

    private static CompactedTopic<Camera> cameras(KafkaClients clients) {
        return new CompactedTopic<>(clients, Topics.CAMERAS);
    }

    private static Camera camera(String name) {
        return Camera.newBuilder().setCameraId(name).setSiteId("site").build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
