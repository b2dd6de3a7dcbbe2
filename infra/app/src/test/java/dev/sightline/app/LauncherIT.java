package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code infra/sightline} decides, in a small checkout of its own with a Maven and a Java that only take notes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a bash script")
class LauncherIT {
    private static final Path LAUNCHER =
            Path.of("..", "sightline").toAbsolutePath().normalize();

    private static final String MAVEN = """
            #!/usr/bin/env bash
            if [ "$1" = --version ]; then echo "Apache Maven ${FAKE_MAVEN:-3.9.9}"; exit; fi
            printf '%s\\n' "$*" >>"$NOTES/maven"
            if [ -n "${FAKE_FAILURE:-}" ]; then echo "[ERROR] $FAKE_FAILURE"; exit 1; fi
            mkdir -p infra/app/target/classes/dev/sightline/app infra/store/target
            touch infra/app/target/classes/dev/sightline/app/Main.class infra/store/target/store.jar "$NOTES/library.jar"
            printf '%s' "$PWD/infra/store/target/store.jar:$NOTES/library.jar" >infra/app/target/classpath.txt
            """;

    private static final String JAVA = """
            #!/usr/bin/env bash
            printf '%s\\n' "$@"
            echo "telemetry off: $ORT_DISABLE_TELEMETRY"
            echo "umask: $(umask)"
            echo 'Picked up JAVA_TOOL_OPTIONS: x' >&2
            echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
            echo 'Error: something real' >&2
            exit 3
            """;

    @TempDir
    Path folder;

    private Path checkout = Path.of("");

    @BeforeEach
    void makeACheckout() throws IOException {
        checkout = folder.resolve("check out");
        Path source = checkout.resolve("infra/app/src/main/java/A.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class A {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.copy(LAUNCHER, checkout.resolve("infra/sightline"));
        executable(folder.resolve("bin/mvn"), MAVEN);
        executable(folder.resolve("jdk/bin/java"), JAVA);
        executable(folder.resolve("jdk/bin/javac"), "#!/bin/sh\n");
        Files.writeString(folder.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n");
        age(checkout);
    }

    @Test
    void shouldBuildOnceAndWithoutTests() throws Exception {
        Run first = launch("track", "a film.mp4");
        Run second = launch("track");

        assertThat(first.errors()).contains("building");
        assertThat(first.output()).containsSubsequence("dev.sightline.app.Main", "track", "a film.mp4");
        assertThat(first.exit()).isEqualTo(3);
        assertThat(second.errors()).doesNotContain("building");
        assertThat(builds()).singleElement().asString().contains("-Dmaven.test.skip=true", "-pl infra/app -am");
    }

    @Test
    void shouldBuildAgainAfterASourceChangedOrWasRemoved() throws Exception {
        Path source = checkout.resolve("infra/app/src/main/java/A.java");
        launch("track");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        launch("track");
        assertThat(builds()).hasSize(2);

        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(60)));
        launch("track");
        assertThat(builds()).hasSize(3);
    }

    @Test
    void shouldBuildAgainForOtherProfilesAndWhenALibraryIsGone() throws Exception {
        launch("track");
        launch(List.of("SIGHTLINE_MAVEN_PROFILES=gpu"), "track");
        assertThat(builds()).hasSize(2);
        assertThat(builds().get(1)).contains("-Pgpu");

        Files.delete(folder.resolve("library.jar"));
        launch(List.of("SIGHTLINE_MAVEN_PROFILES=gpu"), "track");
        assertThat(builds()).hasSize(3);
    }

    @Test
    void shouldMakeFilesForNobodyElse() throws Exception {
        for (String command : List.of("demo", "run", "record", "cameras", "track", "train", "models")) {
            assertThat(launch(command).output()).as(command).contains("umask: 0077");
        }
    }

    @Test
    void shouldRunItsOwnCodeAfterTheCheckoutMoved() throws Exception {
        launch("track");
        Path before = checkout;
        checkout = folder.resolve("elsewhere");
        Files.move(before, checkout);

        Run run = launch("track");

        assertThat(builds()).hasSize(1);
        assertThat(run.output())
                .anyMatch(line -> line.startsWith(checkout.resolve("infra/app/target/classes") + ":"
                        + checkout.resolve("infra/store/target/store.jar") + ":" + folder.resolve("library.jar")))
                .noneMatch(line -> line.contains(before.toString()));
    }

    @Test
    void shouldAnswerQuestionsFromAnOldBuild() throws Exception {
        launch("track");
        Files.setLastModifiedTime(
                checkout.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));

        for (List<String> question : List.of(
                List.of("--help"),
                List.of("--version"),
                List.of("help"),
                List.of("help", "track"),
                List.of("version"),
                List.of("track", "--help"))) {
            assertThat(launch(question.toArray(String[]::new)).output()).containsAll(question);
        }
        assertThat(builds()).hasSize(1);
    }

    @Test
    void shouldTurnTelemetryOffAndKeepWhatJavaSays() throws Exception {
        Run run = launch("track");

        assertThat(run.output()).contains("telemetry off: 1", "--add-modules=jdk.incubator.vector");
        assertThat(run.errors()).contains("Picked up JAVA_TOOL_OPTIONS: x", "Error: something real");
        for (String command : List.of("console", "search")) {
            assertThat(launch(command).output()).contains(command, "--add-modules=jdk.incubator.vector");
        }
        for (String command : List.of("settings", "completion", "evaluate", "enrol", "models")) {
            assertThat(launch(command).output()).contains(command).doesNotContain("--add-modules=jdk.incubator.vector");
        }
    }

    @Test
    void shouldTakeAwayTheAnnouncementOfTheVectorModuleAlone() throws Exception {
        String script = Files.readString(LAUNCHER);
        int from = script.indexOf("without_announcement() {");
        String filter = script.substring(from, script.indexOf("\n}\n", from) + 3);
        String announcement = "WARNING: Using incubator modules: jdk.incubator.vector\n";

        assertThat(through(filter, "Picked up X\n" + announcement + "first\r50 %"))
                .isEqualTo("Picked up X\nfirst\r50 %");
        assertThat(through(filter, "Error: no class\n" + announcement)).isEqualTo("Error: no class\n" + announcement);
        assertThat(through(filter, "")).isEmpty();
    }

    private String through(String filter, String said) throws IOException, InterruptedException {
        Path input = Files.writeString(folder.resolve("said"), said);
        Process process = new ProcessBuilder("bash", "-c", filter + "without_announcement")
                .redirectInput(input.toFile())
                .start();
        String passed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return passed;
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        assertThat(launch(List.of("FAKE_MAVEN=3.6.3"), "track").errors()).contains("Maven 3.6.3 is too old");
        Run failed = launch(List.of("FAKE_FAILURE=cannot find symbol"), "track");
        assertThat(failed.errors()).contains("cannot find symbol", "the build failed", "launcher-build.log");
        assertThat(failed.exit()).isEqualTo(1);

        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Run old = launch("--help");
        assertThat(old.errors()).contains("Java 11.0.2 is too old");
        assertThat(old.exit()).isEqualTo(1);
    }

    private record Run(int exit, List<String> output, String errors) {}

    private Run launch(String... arguments) throws IOException, InterruptedException {
        return launch(List.of(), arguments);
    }

    private Run launch(List<String> variables, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(checkout.resolve("infra/sightline").toString());
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SIGHTLINE_") || name.startsWith("ORT_"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("NOTES", folder.toString());
        for (String variable : variables) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        Process process = builder.start();
        List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return new Run(process.waitFor(), output, Files.readString(errors));
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(folder.resolve("maven"));
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Older than any build, so that file systems with coarse times do not matter. */
    private static void age(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }
}
