package dev.sightline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.models.manifest.ManifestJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** What a script sees of real commands: exit status, standard output and standard error. */
class CliTest {
    @TempDir
    private Path folder;

    /** A command with a bug. */
    @Command(name = "crash", description = "Crashes.")
    private static final class Crash implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("this must not be");
        }
    }

    /** A command whose native library is for another system. */
    @Command(name = "unlinked", description = "Does not link.")
    private static final class Unlinked implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new UnsatisfiedLinkError("no jniopencv in java.library.path");
        }
    }

    @Test
    void shouldEndWithZeroWhenAllIsDone() {
        CommandRun list = CommandRun.of("models", "list", "--set", "data.cache=" + folder);

        assertThat(list.status()).isEqualTo(ExitStatus.DONE);
        assertThat(list.out()).startsWith("state").contains("person-colour-strip@1");
        assertThat(list.err()).isEmpty();
    }

    @Test
    void shouldEndWithTwoAndThreeLinesAtMostForAMistypedCommandLine() {
        CommandRun option = CommandRun.of("track", "--camra", "north=north.mp4", "--out", "unused");
        CommandRun command = CommandRun.of("models", "fech");
        CommandRun first = CommandRun.of("trak");
        CommandRun missing = CommandRun.of("models");
        CommandRun value = CommandRun.of("bench", "embed", "--source", "a.mp4", "--frames", "many");

        assertThat(option.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(option.err().lines())
                .containsExactly(
                        "sightline: 'sightline track' has no option '--camra'",
                        "Did you mean --camera?",
                        "Read more with: sightline track --help");
        assertThat(command.err().lines())
                .containsExactly(
                        "sightline: 'sightline models' has no command 'fech'",
                        "Did you mean sightline models fetch?",
                        "Read more with: sightline models --help");
        assertThat(first.err()).contains("'sightline' has no command 'trak'", "Did you mean sightline track?");
        assertThat(missing.err())
                .startsWith("sightline: 'sightline models' needs one of its commands: ")
                .hasLineCount(2);
        assertThat(value.err())
                .contains("'many'", "sightline bench embed --help")
                .hasLineCount(2);
        assertThat(value.status()).isEqualTo(ExitStatus.CANNOT_START);
    }

    @Test
    void shouldEndWithTwoAndOneSentenceForMistakesInWhatIsNamed() {
        CommandRun file = CommandRun.of(
                "models", "list", "--config", folder.resolve("none.yaml").toString());
        CommandRun value = CommandRun.of("models", "list", "--set", "console.port=99999");
        CommandRun folderOfNothing = CommandRun.of("dataset", "show", folder.toString());

        assertThat(file.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(file.err())
                .startsWith("sightline: ")
                .contains("none.yaml does not exist")
                .doesNotContain("\tat ");
        assertThat(value.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(value.err()).contains("console.port", "99999", "0 to 65535").doesNotContain("\tat ");
        assertThat(folderOfNothing.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(folderOfNothing.err()).doesNotContain("\tat ");
    }

    @Test
    void shouldEndWithThreeWhenSomethingIsNotDone() throws IOException {
        String model = broken();

        CommandRun text = CommandRun.of("models", "verify", model, "--set", "data.cache=" + folder);
        CommandRun json = CommandRun.of("models", "verify", model, "--set", "data.cache=" + folder, "--json");

        assertThat(text.status()).isEqualTo(ExitStatus.PROBLEMS);
        assertThat(text.err()).startsWith("1 problem:").contains("person-centernet", "-> fetch it again with:");
        assertThat(json.status()).isEqualTo(ExitStatus.PROBLEMS);
        JsonNode document = new ObjectMapper().readTree(json.out());
        assertThat(document.at("/problems/0/kind").asText()).isEqualTo("broken-model");
        assertThat(document.get("exit").asInt()).isEqualTo(3);
    }

    @Test
    void shouldEndWithOneAndAStackTraceForABugOnly() {
        CommandRun bug = crash("crash");

        assertThat(bug.status()).isEqualTo(ExitStatus.BUG);
        assertThat(bug.err()).contains("sightline: this must not be", "This is a bug", "\tat ");
    }

    @Test
    void shouldNotCallAnotherSystemsLibraryABug() {
        CommandRun unlinked = crash("unlinked");

        assertThat(unlinked.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(unlinked.err()).contains("jniopencv", "sightline doctor").doesNotContain("\tat ");
    }

    @Test
    void shouldSayAFailureAsJsonToo() throws IOException {
        JsonNode mistake = new ObjectMapper()
                .readTree(CommandRun.of("models", "list", "--jsn", "--json").out());
        JsonNode failure = new ObjectMapper()
                .readTree(CommandRun.of("models", "list", "--json", "--set", "console.port=99999")
                        .out());

        assertThat(mistake.get("error").asText()).contains("--jsn");
        assertThat(failure.get("error").asText()).contains("console.port");
        assertThat(failure.get("exit").asInt()).isEqualTo(2);
    }

    @Test
    void shouldShowTheSettingsInForceAndWhereTheyComeFromWithoutSecrets() throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, """
                console: {port: 8090}
                cameras:
                  door: {source: "rtsp://admin:hunter2@10.0.0.7/stream"}
                """);

        CommandRun run = CommandRun.of(
                "settings",
                "--effective",
                "--config",
                file.toString(),
                "--set",
                "store.password=hunter3",
                "--set",
                "matcher.threads=2");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("console.port +8090 +" + file + " line 1")
                .containsPattern("matcher.threads +2 +flag matcher.threads")
                .containsPattern("health.port +9090 +default")
                .containsPattern("store.password +\\*+ +flag")
                .contains("10.0.0.7/stream")
                .doesNotContain("hunter");
    }

    @Test
    void shouldExplainAndNameItself() {
        assertThat(CommandRun.of("help", "models", "fetch").out()).startsWith("Usage: sightline models fetch");
        assertThat(CommandRun.of("help").out()).startsWith("Usage: sightline");
        assertThat(CommandRun.of("help", "modles").err()).contains("has no command 'modles'", "sightline models");
        assertThat(CommandRun.of("version").out())
                .startsWith("Sightline ")
                .isEqualTo(CommandRun.of("--version").out());
        assertThat(CommandRun.of("completion", "zsh").out()).contains("_complete_sightline", "models");
    }

    /** A package whose network is not what its checksum says. */
    private String broken() throws IOException {
        String resource = "/dev/sightline/models/person-centernet/model.json";
        Path target = folder.resolve("broken");
        Files.createDirectories(target);
        try (InputStream in = Objects.requireNonNull(ManifestJson.class.getResourceAsStream(resource))) {
            Files.write(target.resolve(ManifestJson.FILE), in.readAllBytes());
        }
        Files.writeString(
                target.resolve(
                        ManifestJson.read(target.resolve(ManifestJson.FILE)).id() + ".onnx"),
                "no network");
        return target.toString();
    }

    private static CommandRun crash(String name) {
        return CommandRun.of(Cli.commandLine().addSubcommand(new Crash()).addSubcommand(new Unlinked()), name);
    }
}
