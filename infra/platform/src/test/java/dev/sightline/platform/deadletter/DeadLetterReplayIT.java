package dev.sightline.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.broker.Records;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.kafka.TopicAdmin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DeadLetterReplayIT {
    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    private KafkaClients clients = new KafkaClients(KafkaSettings.of("127.0.0.1:1", "unused"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(folder);
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        String prefix = test.getTestMethod().orElseThrow().getName();
        clients = new KafkaClients(broker.access().settings(prefix));
        new TopicAdmin(clients).create(Topics.ALL, 1, (short) 1);
    }

    @Test
    void shouldPutRecordsBackAsTheyWereOnce() {
        refuse("door", "first", "image-truncated");
        refuse("door", "second", "image-truncated");

        ReplayReport report = new DeadLetterReplay(clients).replay(ReplayFilter.all());

        assertThat(report).isEqualTo(new ReplayReport(Map.of(clients.name(Topics.FRAMES), 2), 0, 0));
        assertThat(report.total()).isEqualTo(2);
        ConsumerRecord<byte[], byte[]> first = frames().get(0);
        assertThat(first.key()).isEqualTo(bytes("door"));
        assertThat(first.value()).isEqualTo(bytes("first"));
        assertThat(first.headers().lastHeader("trace").value()).isEqualTo(bytes("abc"));
        assertThat(first.headers().lastHeader(DeadLetterRecords.REPLAYS).value())
                .isEqualTo(bytes("1"));

        assertThat(new DeadLetterReplay(clients).replay(ReplayFilter.all()).total())
                .isZero();
        refuse("door", "third", "image-truncated");
        assertThat(new DeadLetterReplay(clients).replay(ReplayFilter.all()).total())
                .isEqualTo(1);
        assertThat(Records.read(clients, Topics.FRAMES)).containsExactly("first", "second", "third");
    }

    @Test
    void shouldLeaveWhatAFilterPassesOverForLater() {
        refuse("door", "a", "image-truncated");
        refuse("door", "b", "crop-missing");
        refuse("door", "c", "image-truncated");
        DeadLetterReplay replay = new DeadLetterReplay(clients);

        ReplayReport crops = replay.replay(
                new ReplayFilter(Optional.empty(), Optional.of("crop-missing"), Optional.empty(), Integer.MAX_VALUE));
        assertThat(crops.total()).isEqualTo(1);
        assertThat(crops.passedOver()).isEqualTo(2);

        assertThat(replay.replay(ReplayFilter.all()).total()).isEqualTo(2);
        assertThat(replay.replay(ReplayFilter.all()).total()).isZero();
        assertThat(Records.read(clients, Topics.FRAMES)).containsExactly("b", "a", "c");
    }

    @Test
    void shouldNotWriteOutsideThisInstallation() {
        refuse("elsewhere.frames.v1", "door", "a", "junk");
        refuse(clients.scoped("gone.v1"), "door", "b", "junk");
        Records.write(clients, Topics.DEAD_LETTERS, List.of("not a dead letter"));

        assertThat(new DeadLetterReplay(clients).replay(ReplayFilter.all()))
                .isEqualTo(new ReplayReport(Map.of(), 0, 3));
    }

    @Test
    void shouldPutBackTheLargestRecordThatIsKeptWhole() {
        byte[] noise = new byte[1 << 20];
        new SplittableRandom(1).nextBytes(noise);
        try (DeadLetters letters = new DeadLetters(clients, "embedder", meters)) {
            letters.send(record(clients.name(Topics.FRAMES), bytes("door"), noise), "junk", "why");
        }

        new DeadLetterReplay(clients).replay(ReplayFilter.all());

        assertThat(frames())
                .singleElement()
                .satisfies(frame -> assertThat(frame.value()).isEqualTo(noise));
    }

    @Test
    void shouldSayThatARecordThatWasCutCannotBePutBack() {
        byte[] noise = new byte[11 << 20];
        new SplittableRandom(1).nextBytes(noise);
        try (DeadLetters letters = new DeadLetters(clients, "embedder", meters)) {
            letters.send(record(clients.name(Topics.FRAMES), bytes("door"), noise), "junk", "why");
        }

        ReplayReport report = new DeadLetterReplay(clients).replay(ReplayFilter.all());

        assertThat(report.impossible()).isEqualTo(1);
        assertThat(meters.counter(
                                "sightline.dead.letters",
                                "service",
                                "embedder",
                                "topic",
                                clients.name(Topics.FRAMES),
                                "kind",
                                "junk")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldCountTheRecordsThatWereLeftOutAsImpossible() {
        try (DeadLetters letters = new DeadLetters(clients, "embedder", meters)) {
            for (int i = 0; i < LetterQuota.FIRST + 7; i++) {
                letters.send(record(clients.name(Topics.FRAMES), bytes("door"), bytes("junk")), "junk", "why");
            }
        }

        ReplayReport report = new DeadLetterReplay(clients).replay(ReplayFilter.all());

        assertThat(report.total()).isEqualTo(LetterQuota.FIRST);
        assertThat(report.impossible()).isEqualTo(7);
    }

    @Test
    void shouldRefuseAFilterThatTakesNothing() {
        assertThatThrownBy(() -> new ReplayFilter(Optional.empty(), Optional.empty(), Optional.empty(), 0))
                .hasMessageContaining("must be at least 1");
    }

    private void refuse(String key, String value, String kind) {
        refuse(clients.name(Topics.FRAMES), key, value, kind);
    }

    private void refuse(String topic, String key, String value, String kind) {
        try (DeadLetters letters = new DeadLetters(clients, "embedder", meters)) {
            letters.send(record(topic, bytes(key), bytes(value)), kind, "why");
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", bytes("abc"));
        return new ConsumerRecord<>(
                topic, 0, 0, 1_000, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    private List<ConsumerRecord<byte[], byte[]>> frames() {
        try (Consumer<byte[], byte[]> consumer = clients.reader("frames")) {
            TopicPartition partition = new TopicPartition(clients.name(Topics.FRAMES), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<ConsumerRecord<byte[], byte[]>> records = List.of();
            for (int polls = 0; records.isEmpty() && polls < 100; polls++) {
                records = consumer.poll(Duration.ofMillis(200)).records(partition);
            }
            return records;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
