package dev.sightline.app.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.RepositoryRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consumers of infra/docs/integration.md, run as they stand in the documents, against the Kafka that {@code sightline run}
 * starts and against one of the user's own.
 */
class IntegrationExamplesIT {
    private static final Path EXAMPLES = RepositoryRoot.find().resolve("infra/docs/examples");
    private static final String TOPIC = "sightline.alerts.v1";
    private static final String SHOWN = "2026-05-01T08:00:00Z dwell at door: site/p1 (a1)";

    private static final String PYTHON = "/usr/bin/python3";

    @RegisterExtension
    static final KafkaBroker OWN = new KafkaBroker();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder);
        alert(new KafkaClients(broker.access().settings("sightline")));
    }

    private static void alert(KafkaClients clients) throws Exception {
        String event = """
                {"specversion":"1.0","id":"a1","source":"/sightline/sites/site","type":"dev.sightline.alert.dwell.v1",\
                "subject":"site/p1","time":"2026-05-01T08:00:00Z","datacontenttype":"application/json",\
                "data":{"rule":"stays","kind":"dwell","site":"site","camera":"door","identity":"site/p1"}}""";
        new TopicAdmin(clients).create(List.of(Topics.ALERTS), 1, (short) 1);
        try (Producer<byte[], byte[]> producer = clients.producer("example")) {
            producer.send(new ProducerRecord<>(clients.name(Topics.ALERTS), bytes("stays"), bytes(event)))
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
                        folder.resolve("reader-client.properties").toString(),
                        TOPIC,
                        "1")))
                .contains(SHOWN);
    }

    @Test
    void shouldPrintTheAlertInPythonOrSayWhichLibraryIsNeeded() throws Exception {
        requirePython("import confluent_kafka");
        boolean scram = exitStatus(List.of(PYTHON, "-c", """
                import sys, confluent_kafka
                sys.exit(0 if confluent_kafka.libversion()[1] >= 0x020601ff else 1)""")) == 0;

        String output = output(python(folder.resolve("reader-librdkafka.properties"), TOPIC));

        assertThat(output).contains(scram ? SHOWN : "Kafka 4 refuses the SCRAM log-in of librdkafka before 2.6.1");
    }

    @Test
    void shouldPrintTheAlertOfOnesOwnClusterInPython() throws Exception {
        requirePython("import confluent_kafka");
        alert(OWN.clients());
        Path own = Files.writeString(
                folder.resolve("own.properties"), "bootstrap.servers=" + OWN.bootstrapServers() + "\n");

        assertThat(output(python(own, OWN.clients().name(Topics.ALERTS)))).contains(SHOWN);
    }

    private static void requirePython(String statement) throws InterruptedException {
        assumeTrue(
                exitStatus(List.of(PYTHON, "-c", statement)) == 0,
                "no confluent-kafka for Python: install Debian's python3-confluent-kafka to run the Python example");
    }

    private static List<String> python(Path settings, String topic) {
        return List.of(PYTHON, EXAMPLES.resolve("alert_consumer.py").toString(), settings.toString(), topic, "1");
    }

    private static int exitStatus(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
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
