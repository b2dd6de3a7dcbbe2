package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.testkit.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands that say something to a system: they reach the one that is meant, say what they did, and start none. */
class SystemCommandsIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    @BeforeEach
    void createTopics() {
        KAFKA.createTopics(1);
    }

    @Test
    void shouldBringCamerasAndRulesInLineWithTheConfiguration() throws IOException {
        Files.createFile(folder.resolve("a.mp4"));
        assertThat(declare("""
            cameras:
              north: {source: a.mp4, fps: 5}
              south: {source: 'rtsp://cam/1'}
            rules: {stay: {when: dwell}}
            """)).containsExactly("Cameras added: north, south", "Rules added: stay");
        new CompactedTopic<>(KAFKA.clients(), Topics.CAMERAS)
                .put(
                        "old",
                        Camera.newBuilder()
                                .setCameraId("old")
                                .setSource("b.mp4")
                                .build());
        assertThat(run("cameras", "add", "door", "rtsp://cam/2")).contains("Added camera door.");

        List<String> second = declare("cameras: {north: {source: a.mp4, fps: 2}}");

        assertThat(second)
                .contains(
                        "Cameras changed: north (sample fps)",
                        "Cameras removed, the configuration no longer declares them: south",
                        "Cameras kept, added by a command: door",
                        "Rules removed, the configuration no longer declares them: stay")
                .anyMatch(
                        line -> line.startsWith("Cameras kept, written by an older version") && line.contains(": old;"))
                .hasSize(5);
        assertThat(table().read()).containsOnlyKeys("north", "door", "old");
        assertThat(table().read())
                .hasEntrySatisfying(
                        "north",
                        camera -> assertThat(camera.getSource())
                                .isEqualTo(folder.resolve("a.mp4").toString()));
        assertThat(new CompactedTopic<>(KAFKA.clients(), Topics.RULES).read()).isEmpty();
        assertThat(declare("cameras: {north: {source: a.mp4, fps: 2}}")).hasSize(2);
    }

    @Test
    void shouldRefuseCamerasThatAreWrongOrNotThere() {
        assertThat(refused("cameras", "add", "door", "rtsp://cam/2", "--fps", "-1"))
                .contains("fps = -1.0 is not allowed");
        assertThat(refused("cameras", "add", "door", "gopher://joe:secret@x"))
                .contains("'gopher:' is not understood")
                .doesNotContain("secret");
        assertThat(table().read()).isEmpty();

        run("cameras", "add", "door", "rtsp://joe:secret@cam/2");
        assertThat(refused("cameras", "remove", "dor")).contains("there is no camera 'dor'. Did you mean door?");
        assertThat(run("cameras", "list")).contains("door", "rtsp://***@cam/2").doesNotContain("secret");
        assertThat(run("cameras", "remove", "door")).contains("Removed camera door.");
        assertThat(table().read()).isEmpty();
    }

    @Test
    void shouldShowAndRemoveWatchlistEntriesByName() {
        new CompactedTopic<>(KAFKA.clients(), Topics.WATCHLIST)
                .put(
                        "x1",
                        WatchlistEntry.newBuilder()
                                .setEntryId("x1")
                                .setName("Ada Example")
                                .setReason("barred")
                                .build());

        assertThat(run("watchlist", "list")).contains("Ada Example", "barred", "never");
        assertThat(refused("watchlist", "remove", "Ada Exampel")).contains("Did you mean Ada Example?");
        assertThat(run("watchlist", "remove", "x1"))
                .contains("Removed Ada Example.")
                .contains("No matcher is at work now; this takes effect when one starts.");
        assertThat(run("watchlist", "list")).contains("Nobody is on the watchlist.");
    }

    @Test
    void shouldShowAndRemoveRules() {
        new CompactedTopic<>(KAFKA.clients(), Topics.RULES)
                .put("stay", AlertRule.newBuilder().setRuleId("stay").build());

        assertThat(run("rules", "list")).contains("stay");
        assertThat(refused("rules", "remove", "stai")).contains("Did you mean stay?");
        assertThat(run("rules", "remove", "stay")).contains("Removed rule stay.");
        assertThat(run("rules", "list")).contains("There is no rule.");
    }

    @Test
    void shouldSayThatThereIsNoSystemAndCreateNone() {
        List<List<String>> commands = List.of(
                List.of("cameras", "list"),
                List.of("cameras", "add", "door", "rtsp://cam/2"),
                List.of("rules", "list"),
                List.of("watchlist", "list"),
                List.of("enrol", "--watchlist", "Ada", "--photo", "ada.jpg"),
                List.of("label", "--site", "a", "--same", "x", "y"),
                List.of("topics", "create"),
                List.of("topics", "describe"),
                List.of("topics", "align", "--dry-run"),
                List.of("replay", "--dead-letters"),
                List.of("export", "--out", "out"),
                List.of("models", "history"));
        Path data = folder.resolve("none");
        for (List<String> command : commands) {
            assertThat(refused(data, command))
                    .as(command.toString())
                    .contains("there is no Sightline system in the data folder " + data)
                    .contains("--config", "--set data.folder")
                    .hasLineCount(1);
        }
        for (List<String> command : List.of(List.of("models", "promote", "challenger"), List.of("match"))) {
            assertThat(refused(data, command))
                    .as(command.toString())
                    .contains("Sightline does not run on the data folder " + data);
        }
        assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("none/kafka"));
    }

    @Test
    void shouldSayThatThereIsNoDatabaseAndCreateNone() {
        assertThat(refused("models", "history")).contains("there is no database in " + folder.resolve("data/database"));
        assertThat(folder.resolve("data/database")).doesNotExist();
    }

    @Test
    void shouldEndWithProblemsWhenTheSettingsNameACameraThatIsNotThere() throws Exception {
        Path file = Files.writeString(folder.resolve("named.yaml"), """
            cameras: {door: {source: 'rtsp://127.0.0.1:9/'}}
            rules: {late: {when: dwell, cameras: [dor]}}
            """);
        List<String> command = new ArrayList<>(List.of("ingest", "--config", file.toString()));
        command.addAll(cluster());
        command.addAll(List.of("--set", "health.port=0"));
        try (SightlineProcess ingest = SightlineProcess.start(folder, "ingest", command)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ingest.log().contains("ingest started") || !ingest.running());
            ingest.interrupt();

            assertThat(ingest.exitStatus(60)).as(ingest.log()).isEqualTo(3);
            assertThat(ingest.log())
                    .contains("Note: rules.late.cameras: ")
                    .containsPattern("(?s)ingest started.*1 problem.*rules\\.late\\.cameras");
        }
    }

    private List<String> declare(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("sightline.yaml"), yaml);
        SightlineSettings settings =
                SettingsLoader.load(SightlineSettings.class, Optional.of(file), Map.of(), Map.of());
        return Declared.by(settings, true).publish(KAFKA.clients()).lines();
    }

    private String run(String... words) {
        return execute(words).ended(0);
    }

    private String refused(String... words) {
        return execute(words).ended(2);
    }

    private static String refused(Path data, List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--set", "data.folder=" + data, "--set", "health.port=0"));
        return CommandRun.of(words).ended(2);
    }

    private CommandRun execute(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(cluster());
        return CommandRun.of(all);
    }

    private List<String> cluster() {
        return List.of(
                "--set",
                "kafka.bootstrap-servers=" + KAFKA.bootstrapServers(),
                "--set",
                "kafka.topic-prefix=" + KAFKA.clients().settings().topicPrefix(),
                "--set",
                "data.folder=" + folder.resolve("data"));
    }

    private static CompactedTopic<Camera> table() {
        return new CompactedTopic<>(KAFKA.clients(), Topics.CAMERAS);
    }
}
