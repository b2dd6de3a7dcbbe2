package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.audit.AuditLines;
import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.settings.LoadedSettings;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.database.Database;
import dev.sightline.testkit.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a start changes by its configuration is in the audit log, and a start that changes nothing adds nothing. */
class StartAuditIT {
    private static final String WHY = "the configuration says so";

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    @Test
    void shouldNoteWhatTheConfigurationChangesAndOnlyThat() throws IOException {
        KAFKA.createTopics(1);
        try (Database database = Database.embedded(folder.resolve("database"))) {
            start(database, """
                cameras: {north: {source: 'rtsp://joe:secret@cam/1', fps: 5}}
                rules: {stay: {when: dwell}}
                matcher: {body-fpir: 0.02}
                """);
            List<String> first = AuditLines.of(database);
            assertThat(first).hasSize(3);
            assertThat(first.get(0)).startsWith("settings.apply | run |  |  | sha256 ");
            assertThat(first.get(0)).contains("set matcher.body-fpir = 0.02").doesNotContain("secret");
            assertThat(first).endsWith("camera.add | north |  | " + WHY + " | ", "rule.add | stay |  | " + WHY + " | ");

            start(database, """
                rules: {stay: {when: dwell}}
                matcher: {body-fpir: 0.02}
                cameras: {north: {source: 'rtsp://joe:secret@cam/1', fps: 5}}
                """);
            assertThat(AuditLines.of(database)).as("the same in another order").isEqualTo(first);

            start(database, """
                cameras: {north: {source: 'rtsp://joe:secret@cam/1', fps: 2}}
                matcher: {body-fpir: 0.03}
                """);
            List<String> all = AuditLines.of(database);
            assertThat(all).hasSize(6);
            assertThat(all.get(3)).contains("changed matcher.body-fpir: from 0.02 to 0.03");
            assertThat(all)
                    .endsWith(
                            "camera.change | north |  | " + WHY + " | sample fps",
                            "rule.remove | stay |  | " + WHY + " | ");
        }
    }

    /** As {@code sightline run} does. */
    private void start(Database database, String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("sightline.yaml"), yaml);
        LoadedSettings<SightlineSettings> loaded =
                SettingsLoader.resolve(SightlineSettings.class, Optional.of(file), Map.of(), Map.of());
        Declared declared = Declared.by(loaded.settings(), true).with(loaded.effective());
        declared.start("run", KAFKA.clients(), CommandAudit.in(database));
    }
}
