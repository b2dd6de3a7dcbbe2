package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.results.BatchReader;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.database.Database;
import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.testkit.Dumps;
import dev.sightline.testkit.StreetScene;
import dev.sightline.testkit.TopicReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise that nothing acknowledged is lost and nothing counted twice: services as processes of their own, each
 * killed with SIGKILL in the middle of recorded footage and the broker too, end with the files and the database of a run
 * that nothing disturbed.
 */
@Timeout(300)
class KillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<Topic<String, ?>> RECORDED =
            List.of(Topics.SIGHTINGS, Topics.IDENTITY_EVENTS, Topics.ALERTS, Topics.CAMERAS);
    private static final Set<String> CAMERAS = Set.of("north", "south");

    @TempDir
    Path folder;

    private final Map<String, SightlineProcess> processes = new TreeMap<>();
    private Path config = Path.of("");
    private int port;

    @BeforeEach
    void writeFootageAndConfiguration() throws IOException {
        StringBuilder cameras = new StringBuilder("cameras:\n");
        StringBuilder detections = new StringBuilder("  detections:\n");
        Map<String, StreetScene> scenes = Map.of(
                "north", new StreetScene(11, 16, 320, 200, 1, 0), "south", new StreetScene(11, 16, 320, 200, 0.8, 20));
        new TreeMap<>(scenes).forEach((name, scene) -> {
            Path pictures = folder.resolve(name);
            Path boxes = folder.resolve(name + ".txt");
            scene.writeFolder(pictures);
            scene.writeDetections(boxes);
            cameras.append("  " + name + ": {source: '" + pictures + "', site: street}\n");
            detections.append("    " + name + ": '" + boxes + "'\n");
        });
        config = Files.writeString(
                folder.resolve("sightline.yaml"),
                cameras + "embedder:\n  faces: false\n" + detections
                        // A few frames at a time, so that everything is in the middle of something for long enough.
                        + "ingest: {max-ahead: 3}\n"
                        + "health: {port: 0}\n"
                        + "kafka: {consumer.session.timeout.ms: 3000, consumer.heartbeat.interval.ms: 500}\n");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void endProcesses() {
        // Clients before the broker, so that they can say goodbye.
        List.of("ingest", "embed", "match", "record", "broker").forEach(name -> {
            SightlineProcess process = processes.get(name);
            if (process != null) {
                process.close();
            }
        });
    }

    @Test
    void shouldEndWithTheSameResultsWhateverIsKilled() throws Exception {
        Recorded undisturbed = undisturbed();
        Recorded killed = killed();

        assertThat(killed.tracks()).isEqualTo(undisturbed.tracks());
        Dumps.assertSame(killed.database(), undisturbed.database());
        assertThat(undisturbed.tracks().lines().count()).isGreaterThan(100);
        assertThat(undisturbed.database()).containsPattern("== sighting [1-9]");
    }

    private record Recorded(String tracks, String database) {}

    private Recorded undisturbed() throws Exception {
        Path data = folder.resolve("undisturbed");
        SightlineSettings settings = settings(Map.of("data.folder", data.toString(), "ingest.max-ahead", "500"));
        Path out = folder.resolve("undisturbed-results");
        try (Installation installation = Installation.open(settings);
                var models = installation.embedderModels()) {
            installation.createTopics();
            Declared declared = Declared.by(settings, false);
            installation.publish(declared.cameras(), declared.rules());
            try (ServiceHost host = new ServiceHost(
                    List.of(installation.matcher(), installation.embedder(models), installation.ingest()))) {
                host.start();
                new BatchReader(installation.kafka(), CAMERAS, tracks -> {})
                        .read(() -> true)
                        .write(out);
            }
            return new Recorded(Files.readString(out.resolve("tracks.csv")), record(installation));
        }
    }

    private Recorded killed() throws Exception {
        start("broker");
        await().atMost(PATIENCE).until(() -> process("broker").log().contains("Kafka: 127.0.0.1:" + port));
        KafkaClients kafka = new KafkaClients(
                EmbeddedBroker.running(brokerFolder()).orElseThrow().settings("sightline"));
        for (String service : List.of("match", "record", "embed", "ingest")) {
            start(service);
        }
        for (String victim : List.of("embed", "record", "broker", "match")) {
            long before = frames(kafka);
            await().atMost(PATIENCE).until(() -> frames(kafka) >= before + 8);
            assertThat(ended(kafka))
                    .as("cameras that had ended before " + victim + " was killed")
                    .isZero();
            process(victim).kill();
            start(victim);
        }
        Path out = folder.resolve("killed-results");
        export(out);
        process("record").close();
        try (Installation installation = Installation.open(settings(Map.of(
                "data.folder",
                folder.resolve("data-record").toString(),
                "kafka.bootstrap-servers",
                "127.0.0.1:" + port,
                "kafka.client-properties",
                login())))) {
            return new Recorded(Files.readString(out.resolve("tracks.csv")), record(installation));
        }
    }

    private SightlineProcess process(String service) {
        return Objects.requireNonNull(processes.get(service), service);
    }

    private void start(String service) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                service, "--config", config.toString(), "--set", "data.folder=" + folder.resolve("data-" + service)));
        command.addAll(service.equals("broker") ? List.of("--set", "kafka.embedded-port=" + port) : cluster());
        processes.put(service, SightlineProcess.start(folder, service, command));
    }

    /** The embedded Kafka of another data folder. */
    private List<String> cluster() {
        return List.of(
                "--set", "kafka.bootstrap-servers=127.0.0.1:" + port, "--set", "kafka.client-properties=" + login());
    }

    private Path brokerFolder() {
        return folder.resolve("data-broker").resolve("kafka");
    }

    private String login() {
        return brokerFolder().resolve("client.properties").toString();
    }

    private void export(Path out) {
        List<String> command =
                new ArrayList<>(List.of("export", "--camera", "north", "--camera", "south", "--out", out.toString()));
        command.addAll(cluster());
        CommandRun.of(command).ended(0);
    }

    private static long frames(KafkaClients kafka) {
        return TopicReader.readAll(kafka, Topics.TRACKS).size();
    }

    private static long ended(KafkaClients kafka) {
        return TopicReader.readAll(kafka, Topics.TRACKS).stream()
                .map(TopicReader.Read::value)
                .filter(tracks -> tracks != null && tracks.getEndOfStream())
                .count();
    }

    /** Lets a recorder catch up with all topics and gives the database as text. */
    private static String record(Installation installation) {
        try (Database database = installation.database();
                ServiceHost host = new ServiceHost(List.of(installation.recorder(database)))) {
            host.start();
            Map<String, Long> last = lastOffsets(installation.kafka());
            await().atMost(PATIENCE).until(() -> {
                Map<String, Long> next = recorded(database);
                return last.entrySet().stream().allMatch(e -> next.getOrDefault(e.getKey(), 0L) > e.getValue());
            });
            return DatabaseDump.of(database);
        }
    }

    private static Map<String, Long> lastOffsets(KafkaClients kafka) {
        Map<String, Long> last = new HashMap<>();
        RECORDED.forEach(topic -> TopicReader.readAll(kafka, topic)
                .forEach(read -> last.merge(
                        read.raw().topic() + "/" + read.raw().partition(),
                        read.raw().offset(),
                        Math::max)));
        return last;
    }

    private static Map<String, Long> recorded(Database database) throws SQLException {
        Map<String, Long> next = new HashMap<>();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select topic, partition_no, next_offset from recorder_offset");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                next.put(rows.getString(1) + "/" + rows.getInt(2), rows.getLong(3));
            }
            connection.rollback();
        }
        return next;
    }

    private SightlineSettings settings(Map<String, String> flags) {
        return SettingsLoader.load(SightlineSettings.class, Optional.of(config), Map.of(), flags);
    }
}
