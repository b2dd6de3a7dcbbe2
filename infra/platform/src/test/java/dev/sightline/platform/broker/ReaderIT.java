package dev.sightline.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What applications that only read get from the embedded Kafka, by the file that is written for them. */
@Timeout(120)
class ReaderIT {
    private static final String ALERTS = "it.alerts.v1";
    private static final String FRAMES = "it.frames.v1";

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder);
        KafkaClients ours = new KafkaClients(broker.access().settings("it"));
        new TopicAdmin(ours).create(List.of(Topics.ALERTS, Topics.FRAMES, Topics.CAMERAS), 1, (short) 1);
        Records.write(ours, Topics.ALERTS, List.of("one", "two"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldReadPublicTopicsAsAGroup() throws IOException {
        Properties settings = file();
        settings.put("group.id", "app-door");
        settings.put("auto.offset.reset", "earliest");
        List<String> read = new ArrayList<>();

        try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
            consumer.subscribe(List.of(ALERTS));
            while (read.size() < 2) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(r -> read.add(new String(r.value(), StandardCharsets.UTF_8)));
            }
            consumer.commitSync();
        }

        assertThat(read).containsExactly("one", "two");
    }

    @Test
    void shouldSeeNoOtherTopicAndJoinNoGroupOfOurs() throws Exception {
        Properties settings = file();
        try (Admin admin = Admin.create(settings);
                KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
            assertThat(admin.listTopics().names().get()).containsExactly(ALERTS);
            TopicPartition frames = new TopicPartition(FRAMES, 0);
            consumer.assign(List.of(frames));
            assertThatThrownBy(() -> consumer.beginningOffsets(List.of(frames)))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        settings.put("group.id", "it.recorder");
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
            consumer.subscribe(List.of(ALERTS));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void shouldNeitherWriteNorChangeAnything() throws Exception {
        Properties settings = file();
        settings.put("max.block.ms", "5000");
        settings.put("enable.idempotence", "false");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(ALERTS, new byte[1]))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.deleteTopics(List.of(ALERTS)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("it.new.v1", 1, (short) 1)))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.describeAcls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                            .values()
                            .get())
                    .hasCauseInstanceOf(ClusterAuthorizationException.class);
        }
    }

    @Test
    void shouldNotReachTheController() throws IOException {
        Properties settings = file();
        settings.remove("bootstrap.servers");
        settings.put(
                "bootstrap.controllers",
                "127.0.0.1:" + BrokerPorts.remembered(folder).orElseThrow().controller());
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.describeMetadataQuorum().quorumInfo().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void shouldHaveFilesForTheOwnerAloneAndKeepItsPassword() throws IOException {
        for (String name :
                List.of("sightline-reader.password", "reader-client.properties", "reader-librdkafka.properties")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
        String own = BrokerPassword.find(folder).orElseThrow().text();
        assertThat(Files.readString(folder.resolve("reader-librdkafka.properties")))
                .contains("sasl.username=sightline-reader")
                .contains(BrokerPassword.keepReader(folder).text())
                .doesNotContain(own);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Properties settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Properties file() throws IOException {
        Properties file = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve("reader-client.properties"))) {
            file.load(in);
        }
        return file;
    }
}
