package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.testkit.StreetScene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole system at work, and this machine's other users: no file, no topic; the same user's commands go on working. */
@Timeout(300)
class OtherUsersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String NOBODY = "65534";

    @TempDir
    Path folder;

    @Test
    void shouldGiveOtherUsersNoFileAndNoTopic() throws Exception {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path data = folder.resolve("data");
        try (SightlineProcess system = SightlineProcess.start(
                folder, "run", List.of("run", "--config", configuration(data).toString()))) {
            Set<String> written = Set.of("kafka", "streams", "database", "crops", "search");
            await().atMost(PATIENCE).until(() -> written.equals(filled(data)) || !system.running());
            assertThat(system.running()).as(system.log()).isTrue();

            workForTheSameUser(data);
            refuseAClientWithoutPassword(data);
            assertThat(open(data)).isEmpty();
            refuseAnotherUser(data);
            String password =
                    Files.readString(data.resolve("kafka/sightline.password")).strip();
            assertThat(system.log()).doesNotContain(password);
            assertThat(system.log())
                    .as("only a demo lets a browser in by itself")
                    .doesNotContain("/enter?link=");
            assertThat(readable("/proc/" + system.pid() + "/cmdline")).doesNotContain(password);
        }
        assertThat(open(data)).as("after the stop").isEmpty();
    }

    private Path configuration(Path data) throws IOException {
        StreetScene scene = new StreetScene(11, 16, 320, 200, 1, 0);
        scene.writeFolder(folder.resolve("north"));
        scene.writeDetections(folder.resolve("north.txt"));
        return Files.writeString(folder.resolve("sightline.yaml"), """
                data: {folder: '%s'}
                cameras: {north: {source: '%s', site: street}}
                embedder: {faces: false, detections: {north: '%s'}}
                console: {port: 0}
                health: {port: 0}
                """.formatted(
                        data, folder.resolve("north"), folder.resolve("north.txt")));
    }

    /** Which of the folders in it hold files. */
    private static Set<String> filled(Path data) {
        Set<String> names = new TreeSet<>();
        for (String name : List.of("kafka", "streams", "database", "crops", "search")) {
            if (Files.isDirectory(data.resolve(name))
                    && !files(data.resolve(name)).isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static void workForTheSameUser(Path data) {
        List<String> named = List.of("--set", "data.folder=" + data);
        assertThat(run(named, "cameras", "list")).contains("north");
        assertThat(run(named, "topics", "describe")).contains("sightline.frames.v1");
        assertThat(run(named, "tail", "tracks", "--from-beginning", "--to-end", "--count", "1"))
                .contains("north");
        String servers =
                EmbeddedBroker.running(data.resolve("kafka")).orElseThrow().servers();
        assertThat(run(
                        List.of("--set", "data.folder=" + data, "--set", "kafka.bootstrap-servers=" + servers),
                        "cameras",
                        "list"))
                .as("its own Kafka, named by address")
                .contains("north");
        assertThat(run(
                        List.of(
                                "--set",
                                "kafka.bootstrap-servers=" + servers,
                                "--set",
                                "kafka.client-properties=" + data.resolve("kafka/client.properties")),
                        "cameras",
                        "list"))
                .as("from elsewhere, with its file")
                .contains("north");
    }

    private static void refuseAClientWithoutPassword(Path data) {
        KafkaAccess access = EmbeddedBroker.running(data.resolve("kafka")).orElseThrow();
        assertThat(access.login()).isNotEmpty();
        try (Admin stranger = Admin.create(Map.of(
                "bootstrap.servers",
                access.servers(),
                "request.timeout.ms",
                "3000",
                "default.api.timeout.ms",
                "3000"))) {
            assertThatThrownBy(() -> stranger.listTopics().names().get())
                    .hasCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class);
        }
    }

    /** What others may look into. */
    private static List<String> open(Path data) {
        return files(data).stream()
                .map(path -> permissions(path) + " " + path)
                .filter(line -> !line.startsWith("rw------- ") && !line.startsWith("rwx------ "))
                .toList();
    }

    private static List<Path> files(Path below) {
        List<Path> files = new ArrayList<>();
        collect(below, files);
        return files;
    }

    /** Files come and go while a system runs. */
    private static void collect(Path path, List<Path> files) {
        files.add(path);
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> there = Files.list(path)) {
            there.forEach(child -> collect(child, files));
        } catch (java.nio.file.NoSuchFileException gone) {
            files.remove(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (java.nio.file.NoSuchFileException gone) {
            return "rw------- (gone)";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the tests may act as somebody else. */
    private void refuseAnotherUser(Path data) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name")) || !Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            return;
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(asNobody("ls", folder.toString())).as("the test itself").isZero();
        assertThat(asNobody("ls", data.toString())).isNotZero();
        assertThat(asNobody("cat", data.resolve("kafka/sightline.password").toString()))
                .isNotZero();
    }

    private static int asNobody(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static String readable(String file) throws IOException {
        return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
    }

    private static String run(List<String> settings, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(settings);
        return CommandRun.of(all).ended(0);
    }
}
