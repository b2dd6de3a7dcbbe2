package dev.sightline.app.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.preflight.Finding.Grade;
import dev.sightline.app.preflight.Preflight.Part;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            Terminal.plain(new PrintWriter(new StringWriter()), new PrintWriter(err), Clock.systemUTC());

    @Test
    void shouldNameEveryPortThatIsTakenItsSettingAndItsHolder() throws IOException {
        try (ServerSocket page = listening();
                ServerSocket kafka = listening()) {
            Preflight preflight = preflight(
                    Map.of(
                            "console.port", "" + page.getLocalPort(),
                            "kafka.embedded-port", "" + kafka.getLocalPort()),
                    Optional.of(new PortHolder(4711, "python3", Optional.empty())));

            assertThatThrownBy(() -> preflight.require(EnumSet.allOf(Part.class), terminal))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("port " + page.getLocalPort()
                            + " (console.port) is in use by process 4711 (python3); stop that, or set console.port to"
                            + " another port (0: any free one)")
                    .hasMessageContaining("port " + kafka.getLocalPort() + " (kafka.embedded-port) is in use");
        }
    }

    @Test
    void shouldNotNeedTheEmbeddedPortOnAnOutsideCluster() throws IOException {
        try (ServerSocket kafka = listening()) {
            preflight(
                            Map.of(
                                    "kafka.embedded-port",
                                    "" + kafka.getLocalPort(),
                                    "kafka.bootstrap-servers",
                                    "broker:9092"),
                            Optional.empty())
                    .require(Set.of(Part.BROKER), terminal);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldTellTheDoctorThatASightlineRunsAlready() throws IOException {
        try (ServerSocket page = listening()) {
            Map<String, String> flags = Map.of("console.port", "" + page.getLocalPort());
            Optional<PortHolder> running = Optional.of(new PortHolder(4711, "java", Optional.of("run")));

            assertThat(preflight(flags, running).all())
                    .filteredOn(f -> f.subject().equals("console.port"))
                    .containsExactly(Finding.note(
                            "console.port",
                            "port " + page.getLocalPort() + " (console.port) is in use by process 4711 (sightline run);"
                                    + " stop it before another one starts here"));
            assertThatThrownBy(() -> preflight(flags, running).require(Set.of(Part.PAGE), terminal))
                    .hasMessageContaining("sightline run");
        }
    }

    @Test
    void shouldRefuseTwoUsesOfOnePortAndAddressesOfOtherMachines() {
        assertThatThrownBy(() -> preflight(Map.of("console.port", "19999", "health.port", "19999"), Optional.empty())
                        .require(Set.of(Part.PAGE, Part.HEALTH), terminal))
                .hasMessageContaining("health.port and console.port are both 19999");
        assertThatThrownBy(
                        () -> preflight(Map.of("console.host", "192.0.2.1", "console.port", "19999"), Optional.empty())
                                .require(Set.of(Part.PAGE), terminal))
                .hasMessageContaining("console.host 192.0.2.1 is no address of this machine");
    }

    @Test
    void shouldRefuseASingleSignOnThatAnybodyCouldUse() {
        assertThat(preflight(Map.of("console.proxy.user-header", "X-User"), Optional.empty())
                        .all())
                .anyMatch(f -> f.grade() == Finding.Grade.BAD && f.text().contains("console.proxy.secret-file"));
    }

    @Test
    void shouldRefuseADataFolderThatIsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> preflight(
                                Map.of("data.folder", file.resolve("data").toString()), Optional.empty())
                        .require(Set.of(Part.DATA), terminal))
                .hasMessageContaining(
                        "data.folder " + file.resolve("data") + " cannot be used: " + file + " is a file");
    }

    @Test
    void shouldJudgeTheRoomThatIsLeft() {
        assertThat(FolderCheck.room(folder, 10L << 30).grade()).isEqualTo(Grade.OK);
        assertThat(FolderCheck.room(folder, 1L << 30).grade()).isEqualTo(Grade.NOTE);
        assertThat(FolderCheck.room(folder, 1L << 20).grade()).isEqualTo(Grade.BAD);
    }

    @Test
    void shouldRefuseCamerasAndModelsThatCannotBeMeant() {
        Preflight preflight = preflight(
                Map.of("cameras.north.source", "nowhere.mp4", "embedder.person-descriptor", "person-sihgtline"),
                Optional.empty());

        assertThatThrownBy(() -> preflight.require(Set.of(Part.CAMERAS, Part.MODELS), terminal))
                .hasMessageContaining("cannot start for 2 reasons")
                .hasMessageContaining("nowhere.mp4' is neither an existing file")
                .hasMessageContaining("embedder.person-descriptor: model 'person-sihgtline' is unknown");
    }

    @Test
    void shouldSayWhatRulesNameThatIsNotThere() {
        preflight(
                        Map.of(
                                "cameras.north.source", folder.toString(),
                                "rules.long.when", "dwell",
                                "rules.long.cameras", "nort"),
                        Optional.empty())
                .require(Set.of(Part.CAMERAS), terminal);

        assertThat(err.toString()).contains("rules.long.cameras", "no camera 'nort'", "did you mean north?");
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private Preflight preflight(Map<String, String> flags, Optional<PortHolder> holder) {
        Map<String, String> all = new HashMap<>(
                Map.of("data.folder", folder.resolve("data").toString(), "console.port", "0", "health.port", "0"));
        all.putAll(flags);
        SightlineSettings settings = SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), all);
        return new Preflight(settings, new ModelCatalog(folder.resolve("cache"), List.of())::verify, port -> holder);
    }
}
