package dev.sightline.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.kafka.TopicState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {
    @TempDir
    Path folder;

    @Test
    void shouldKeepRecordsTopicsAndPortOverARestart() {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            port = broker.port();
            createTopics(broker, 1);
            Records.write(clients(broker), Topics.ALERTS, List.of("one", "two"));
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            createTopics(broker, 1);
            Records.write(clients(broker), Topics.ALERTS, List.of("three"));

            assertThat(broker.port()).isEqualTo(port);
            assertThat(Records.read(clients(broker), Topics.ALERTS)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void shouldKeepEveryAcknowledgedRecordWhenKilled() throws IOException, InterruptedException {
        List<String> values =
                IntStream.range(0, 200).mapToObj(i -> "record " + i).toList();
        assertThat(EmbeddedBroker.running(folder)).isEmpty();
        BrokerProcess first = BrokerProcess.start(folder, 0);
        try {
            assertThat(EmbeddedBroker.running(folder)).map(KafkaAccess::servers).contains("127.0.0.1:" + first.port());
            new TopicAdmin(first.clients()).create(Topics.ALL, 1, (short) 1);
            Records.write(first.clients(), Topics.ALERTS, values);
            commitTransaction(first.clients());
        } finally {
            first.kill();
        }

        BrokerProcess second = BrokerProcess.start(folder, first.port());
        try {
            assertThat(second.port()).isEqualTo(first.port());
            assertThat(Records.read(second.clients(), Topics.ALERTS)).isEqualTo(values);
            assertThat(Records.read(second.clients(), Topics.SIGHTINGS)).containsExactly("committed");
            assertThat(committedOffset(second.clients())).isEqualTo(7);
        } finally {
            second.kill();
        }
    }

    @Test
    void shouldSayWhenAnotherBrokerUsesTheFolder() {
        try (EmbeddedBroker first = EmbeddedBroker.start(folder)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("another Sightline process runs its Kafka in " + folder);

            createTopics(first, 1);
        }
    }

    @Test
    void shouldDescribeTopicsAndLeaveThoseThatExistAsTheyAre() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
            TopicAdmin admin = new TopicAdmin(clients(broker));
            assertThat(admin.describe(List.of(Topics.FRAMES)))
                    .containsExactly(new TopicState("it.frames.v1", false, 0, 0, Map.of()));

            admin.create(List.of(Topics.FRAMES), 2, (short) 1);
            admin.create(List.of(Topics.FRAMES, Topics.CAMERAS), 3, (short) -1);

            List<TopicState> states = admin.describe(List.of(Topics.FRAMES, Topics.CAMERAS));
            assertThat(states).extracting(TopicState::partitions).containsExactly(2, 3);
            assertThat(states).allMatch(state -> state.exists() && state.replication() == 1);
            assertThat(states.get(0).settings())
                    .containsEntry("retention.ms", "1800000")
                    .containsEntry("segment.ms", "450000")
                    .containsEntry("retention.bytes", String.valueOf(2L << 30))
                    .containsEntry("max.message.bytes", String.valueOf(KafkaClients.MAX_MESSAGE_BYTES));
            assertThat(states.get(1).settings()).containsEntry("cleanup.policy", "compact");
        }
    }

    private static void commitTransaction(KafkaClients clients) {
        try (Producer<byte[], byte[]> producer = clients.transactional("it", "it");
                Consumer<byte[], byte[]> consumer = clients.consumer("it", "it")) {
            producer.initTransactions();
            producer.beginTransaction();
            byte[] value = "committed".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(clients.name(Topics.SIGHTINGS), value, value));
            producer.sendOffsetsToTransaction(
                    Map.of(alerts(clients), new OffsetAndMetadata(7)), consumer.groupMetadata());
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(clients.name(Topics.SIGHTINGS), value, new byte[0]));
            producer.abortTransaction();
        }
    }

    private static long committedOffset(KafkaClients clients) {
        try (Consumer<byte[], byte[]> consumer = clients.consumer("it", "it")) {
            OffsetAndMetadata committed = consumer.committed(java.util.Set.of(alerts(clients)), Duration.ofSeconds(20))
                    .get(alerts(clients));
            return committed == null ? -1 : committed.offset();
        }
    }

    private static TopicPartition alerts(KafkaClients clients) {
        return new TopicPartition(clients.name(Topics.ALERTS), 0);
    }

    private static void createTopics(EmbeddedBroker broker, int partitions) {
        new TopicAdmin(clients(broker)).create(Topics.ALL, partitions, (short) 1);
    }

    private static KafkaClients clients(EmbeddedBroker broker) {
        return new KafkaClients(broker.access().settings("it"));
    }

    /** A broker in a JVM of its own. */
    private record BrokerProcess(Process process, Path folder, int port) {
        static BrokerProcess start(Path folder, int port) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            BrokerMain.class.getName(),
                            folder.toString(),
                            String.valueOf(port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("ready ")) {
                    return new BrokerProcess(process, folder, Integer.parseInt(line.substring("ready ".length())));
                }
            }
            throw new AssertionError("the broker process ended before it was ready");
        }

        KafkaClients clients() {
            return new KafkaClients(EmbeddedBroker.running(folder).orElseThrow().settings("it"));
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
