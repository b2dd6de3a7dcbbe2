package dev.sightline.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.kafka.TopicAdmin;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who the embedded Kafka lets in: nobody without its password, on either of its ports. */
@Timeout(120)
class BrokerLoginIT {
    private static final String WRONG = "A".repeat(43);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    /** How somebody comes, and what Kafka says to them. */
    record Stranger(String name, Map<String, String> login, Class<? extends Exception> refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Stranger> strangers() {
        Map<String, String> otherUser = new HashMap<>(new BrokerPassword(WRONG).login());
        otherUser.computeIfPresent("sasl.jaas.config", (key, jaas) -> jaas.replace("\"sightline\"", "\"admin\""));
        Map<String, String> plain = new HashMap<>(new BrokerPassword(WRONG).login());
        plain.put("sasl.mechanism", "PLAIN");
        plain.computeIfPresent("sasl.jaas.config", (key, jaas) -> jaas.replace("scram.Scram", "plain.Plain"));
        return Stream.of(
                new Stranger("without password", Map.of(), TimeoutException.class),
                new Stranger(
                        "with a wrong password", new BrokerPassword(WRONG).login(), SaslAuthenticationException.class),
                new Stranger("as another user", otherUser, SaslAuthenticationException.class),
                new Stranger(
                        "by another mechanism", plain, org.apache.kafka.common.errors.AuthenticationException.class));
    }

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder);
        KafkaClients ours = new KafkaClients(broker.access().settings("it"));
        new TopicAdmin(ours).create(List.of(Topics.ALERTS), 1, (short) 1);
        Records.write(ours, Topics.ALERTS, List.of("ours"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void shouldNotLetStrangersListReadWriteOrDelete(Stranger stranger) {
        KafkaClients clients = clients(stranger.login());
        TopicPartition alerts = new TopicPartition(clients.name(Topics.ALERTS), 0);

        try (Admin admin = clients.admin()) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(stranger.refusal());
            assertThatThrownBy(() ->
                            admin.deleteTopics(List.of(alerts.topic())).all().get())
                    .hasCauseInstanceOf(stranger.refusal());
        }
        try (Consumer<byte[], byte[]> consumer = clients.reader("stranger")) {
            consumer.assign(List.of(alerts));
            assertThatThrownBy(() -> consumer.beginningOffsets(List.of(alerts))).isInstanceOf(stranger.refusal());
        }
        try (Producer<byte[], byte[]> producer = clients.producer("stranger")) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(alerts.topic(), new byte[1], new byte[1]))
                            .get())
                    .isInstanceOfAny(ExecutionException.class, stranger.refusal());
        }
        assertThat(Records.read(new KafkaClients(broker.access().settings("it")), Topics.ALERTS))
                .containsExactly("ours");
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void shouldNotLetStrangersReachTheController(Stranger stranger) {
        try (Admin admin = controller(stranger.login())) {
            assertThatThrownBy(() -> admin.describeMetadataQuorum().quorumInfo().get())
                    .hasCauseInstanceOf(stranger.refusal());
        }
    }

    @Test
    void shouldLetTheControllerBeReachedWithThePassword() throws Exception {
        try (Admin admin = controller(broker.access().login())) {
            assertThat(admin.describeMetadataQuorum()
                            .quorumInfo()
                            .get(20, TimeUnit.SECONDS)
                            .leaderId())
                    .isEqualTo(BrokerSettings.NODE_ID);
        }
    }

    @Test
    void shouldNotTellThePasswordEvenToItsClients() throws Exception {
        String password = BrokerPassword.find(folder).orElseThrow().text();
        ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(BrokerSettings.NODE_ID));

        try (Admin admin = new KafkaClients(broker.access().settings("it")).admin()) {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(List.of(node)).all().get();

            assertThat(configs.toString()).contains("sasl.jaas.config").doesNotContain(password);
        }
        assertThat(broker.access().toString() + broker.access().settings("it") + BrokerPassword.find(folder))
                .doesNotContain(password);
    }

    @Test
    void shouldWriteAFileWithWhichKafkasOwnToolsAreLetIn() throws Exception {
        Properties file = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve("client.properties"))) {
            file.load(in);
        }

        try (Admin admin = Admin.create(file)) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains("it.alerts.v1");
        }
    }

    @Test
    void shouldProtectAFolderOfAnOlderVersionAndLoseNothing(@TempDir Path old) throws IOException {
        int port;
        try (EmbeddedBroker before = EmbeddedBroker.withoutLogin(old)) {
            port = before.port();
            KafkaClients clients = new KafkaClients(before.access().settings("it"));
            new TopicAdmin(clients).create(List.of(Topics.ALERTS), 1, (short) 1);
            Records.write(clients, Topics.ALERTS, List.of("one", "two"));
            assertThat(before.access().login()).isEmpty();
            assertThat(BrokerPassword.find(old)).isEmpty();
        }

        try (EmbeddedBroker after = EmbeddedBroker.start(old)) {
            KafkaClients clients = new KafkaClients(after.access().settings("it"));
            Records.write(clients, Topics.ALERTS, List.of("three"));

            assertThat(after.port()).isEqualTo(port);
            assertThat(Records.read(clients, Topics.ALERTS)).containsExactly("one", "two", "three");
            try (Admin stranger = new KafkaClients(quick(KafkaAccess.open(after.bootstrapServers()))).admin()) {
                assertThatThrownBy(() -> stranger.listTopics().names().get())
                        .hasCauseInstanceOf(TimeoutException.class);
            }
        }
    }

    private static Admin controller(Map<String, String> login) {
        Map<String, Object> map = new HashMap<>(
                quick(new KafkaAccess(broker.bootstrapServers(), login)).common());
        map.put(
                "bootstrap.controllers",
                "127.0.0.1:" + BrokerPorts.remembered(folder).orElseThrow().controller());
        return Admin.create(map);
    }

    private static KafkaClients clients(Map<String, String> login) {
        return new KafkaClients(quick(new KafkaAccess(broker.bootstrapServers(), login)));
    }

    /** Without a password Kafka hangs up, and the client tries until its time is over; any other refusal comes at once. */
    private static KafkaSettings quick(KafkaAccess access) {
        String patience = access.login().isEmpty() ? "1000" : "30000";
        Map<String, String> all = new HashMap<>(access.login());
        all.putAll(
                Map.of("request.timeout.ms", patience, "default.api.timeout.ms", patience, "max.block.ms", patience));
        return access.settings("it").withLogin(all);
    }
}
