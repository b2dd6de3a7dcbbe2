package dev.sightline.app.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.testkit.RepositoryRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumers of infra/docs/integration.md, run as they stand in the documents, against the Kafka that {@code sightline run} starts. */
class IntegrationExamplesIT {
    private static final Path EXAMPLES = RepositoryRoot.find().resolve("infra/docs/examples");
    private static final String TOPIC = "sightline.alerts.v1";
    private static final String SHOWN = "2026-05-01T08:00:00Z dwell at door: site/p1 (a1)";

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder);
        String event = """
                {"specversion":"1.0","id":"a1","source":"/sightline/sites/site","type":"dev.sightline.alert.dwell.v1",\
                "subject":"site/p1","time":"2026-05-01T08:00:00Z","datacontenttype":"application/json",\
                "data":{"rule":"stays","kind":"dwell","site":"site","camera":"door","identity":"site/p1"}}""";
        KafkaClients clients = new KafkaClients(broker.access().settings("sightline"));
        new TopicAdmin(clients).create(List.of(Topics.ALERTS), 1, (short) 1);
        try (Producer<byte[], byte[]> producer = clients.producer("example")) {
            producer.send(new ProducerRecord<>(TOPIC, bytes("stays"), bytes(event)))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldPrintTheAlertInJava() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThat(output(List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EXAMPLES.resolve("AlertConsumer.java").toString(),
                        folder.resolve("client.properties").toString(),
                        TOPIC,
                        "1")))
                .contains(SHOWN);
    }

    @Test
    void shouldPrintTheAlertInPython() throws Exception {
        String python = "/usr/bin/python3";
        assumeTrue(
                exitStatus(List.of(python, "-c", "import confluent_kafka")) == 0,
                "no confluent-kafka for Python: install Debian's python3-confluent-kafka to run the Python example");

        assertThat(output(List.of(
                        python,
                        EXAMPLES.resolve("alert_consumer.py").toString(),
                        folder.resolve("librdkafka.properties").toString(),
                        TOPIC,
                        "1")))
                .contains(SHOWN);
    }

    private static int exitStatus(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            return -1; // Not installed.
        }
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the example ends by itself")
                    .isTrue();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
