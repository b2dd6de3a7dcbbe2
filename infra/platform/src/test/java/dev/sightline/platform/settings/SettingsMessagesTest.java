package dev.sightline.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read when a start is refused: key, value, origin, what is allowed, what to do. */
class SettingsMessagesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ingest.fps: 90|ingest.fps = 90 (FILE line 2) must be number, 0.1 to 60. Change it there, or remove it for the default 5",
                "ingest.fps: NaN|ingest.fps = NaN (FILE line 2) must be number, 0.1 to 60. Change it there, or remove it for the default 5",
                "ingest.max-frame-age: 2h|ingest.max-frame-age = 2h (FILE line 2) must be duration, 100ms to 1m. Change it there, or remove it for the default 2s",
                "ingest.max-picture: 9MB|ingest.max-picture = 9MB (FILE line 2) must be size, 64KiB to 8MiB. Change it there, or remove it for the default 8MiB",
                "ingest.when-behind: cry|ingest.when-behind = cry (FILE line 2) must be one of drop-oldest, block. Change it there, or remove it for the default drop-oldest",
                "ingest.transports: [tcp, carrier]|ingest.transports = tcp,carrier (FILE line 2) must be list of text, one of tcp, udp. Change it there, or remove it for the default tcp,udp",
                "ingest.ports: [80, 70000]|ingest.ports = 80,70000 (FILE line 2) must be list of whole number, 1 to 65535. Change it there",
                "ingest.motion-gate: ture|ingest.motion-gate = ture (FILE line 2) must be true or false. Change it there, or remove it for the default false",
                "cameras.a.fps: 1.5|cameras.a.fps = 1.5 (FILE line 2) must be whole number, 0 to 60. Change it there, or remove it for the default 0",
                "store.rows: 0|store.rows = 0 (FILE line 2) must be whole number, 1 or more. Change it there, or remove it for the default 1000000",
                "ingest.fps: ''|ingest.fps (FILE line 2) is empty: it must be number, 0.1 to 60. Change it there, or remove it for the default 5",
                "ingest.fbs: 5|ingest.fbs (FILE line 2) is no setting. Did you mean ingest.fps? Remove it, or see the reference for all settings",
                "ingest.motionGate: true|ingest.motionGate (FILE line 2) is no setting. Did you mean ingest.motion-gate? Remove it, or see the reference for all settings",
                "max-picture: 1MiB|max-picture (FILE line 2) is no setting. Did you mean ingest.max-picture? Remove it, or see the reference for all settings",
                "zebra: 1|zebra (FILE line 2) is no setting. Remove it, or see the reference for all settings",
                "ingset:|ingset (FILE line 2) is no setting. Remove it, or see the reference for all settings",
                "ingest: 5|ingest (FILE line 2) is a group of settings: give its settings below it, not a value",
                "cameras.north: {}|cameras.north (FILE line 2) has no settings below it: give them, or remove it",
                "sightline.ingest.fps: 5|sightline.ingest.fps (FILE line 2) is no setting: leave the outer 'sightline:' out, groups such as ingest begin at the top",
                "ingest: [{a: 1}]|ingest (FILE line 2) is a list of groups: give a list of plain values",
                "role: all\\nrole: ingest|role (FILE line 3) is given twice in one file: remove one of them",
                "store.password: abc|store.password = ******** (FILE line 2) must be text, 4 characters or more. Change it there",
                "kafka.bootstrap.servers: broker|kafka.bootstrap.servers = broker (FILE line 2) must be text, host:port, several separated by commas. Change it there",
            })
    void shouldSayWhatIsWrongInTheFile(String line, String expected) throws IOException {
        String yaml = "store.jdbc.url: jdbc:x\n" + line.replace("\\n", "\n") + "\n";
        Path file = Files.writeString(folder.resolve("sightline.yaml"), yaml);

        SettingsException failure = failure(Optional.of(file), Map.of(), Map.of());

        assertThat(failure).hasMessage("settings: " + expected.replace("FILE", file.toString()));
    }

    @Test
    void shouldSayWhatIsWrongInTheEnvironment() {
        assertThat(failure(
                        Optional.empty(),
                        Map.of("SIGHTLINE_INGSET_FPS", "5", "SIGHTLINE_STORE_JDBC_URL", "jdbc:x"),
                        Map.of()))
                .hasMessage(
                        "settings: environment variable SIGHTLINE_INGSET_FPS names no setting. Did you mean SIGHTLINE_INGEST_FPS? Unset it, or see the reference for the names");
        assertThat(failure(
                        Optional.empty(),
                        Map.of("SIGHTLINE_INGEST_FPS", "x", "SIGHTLINE_STORE_JDBC_URL", "jdbc:x"),
                        Map.of()))
                .hasMessageContaining("ingest.fps = x (environment SIGHTLINE_INGEST_FPS) must be number, 0.1 to 60");
    }

    @Test
    void shouldSayWhatIsWrongWithAFlag() {
        assertThat(failure(Optional.empty(), Map.of(), Map.of("store.jdbc.url", "jdbc:x", "ingest.fpss", "5")))
                .hasMessageContaining("ingest.fpss (flag ingest.fpss) is no setting. Did you mean ingest.fps?");
    }

    @Test
    void shouldNameTheLineOfBrokenYaml() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), "ingest:\n  fps: [1\nrole: all\n");

        assertThat(failure(Optional.of(file), Map.of(), Map.of())).hasMessageContaining(file + " line 3: not YAML");
    }

    @Test
    void shouldRefuseWhatIsNoMappingOrNoText() throws IOException {
        Path list = Files.writeString(folder.resolve("list.yaml"), "- a\n");
        Path latin = Files.write(folder.resolve("latin.yaml"), "role: é".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(failure(Optional.of(list), Map.of(), Map.of())).hasMessageContaining("must be a mapping of groups");
        assertThat(failure(Optional.of(latin), Map.of(), Map.of())).hasMessageContaining("is not UTF-8 text");
    }

    private static SettingsException failure(
            Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        return catchThrowableOfType(
                SettingsException.class, () -> SettingsLoader.load(TestSettings.class, file, environment, flags));
    }
}
