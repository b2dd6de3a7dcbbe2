package dev.sightline.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.settings.SettingsLoader;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the audit log says of settings: no defaults, no passwords, and what is not as it was. */
class SettingsNoteTest {
    private static final Map<String, String> FLAGS = Map.of(
            "matcher.body-fpir", "0.02", "store.password", "secret", "cameras.north.source", "rtsp://joe:secret@cam/1");

    @Test
    void shouldReadWhatItWrote() {
        SettingsNote note = note(FLAGS);

        String text = note.text(Optional.empty());

        assertThat(SettingsNote.read(text)).contains(note);
        assertThat(text)
                .startsWith("sha256 ")
                .contains("set matcher.body-fpir = 0.02")
                .doesNotContain("secret", "cameras.", "changed");
    }

    @Test
    void shouldSayWhatIsNotAsItWas() {
        SettingsNote before = note(Map.of("matcher.body-fpir", "0.02", "console.port", "1"));
        SettingsNote now = note(Map.of("matcher.body-fpir", "0.03", "health.port", "2"));

        assertThat(now.text(Optional.of(before)).lines().filter(line -> line.startsWith("changed")))
                .containsExactly(
                        "changed console.port: from 1 to default",
                        "changed health.port: from default to 2",
                        "changed matcher.body-fpir: from 0.02 to 0.03");
    }

    @Test
    void shouldNotTrustATextThatLostAPart() {
        String text = note(FLAGS).text(Optional.empty());

        assertThat(SettingsNote.read(text.substring(0, text.length() - 1))).isEmpty();
        assertThat(SettingsNote.read("")).isEmpty();
    }

    private static SettingsNote note(Map<String, String> flags) {
        return SettingsNote.of(SettingsLoader.resolve(SightlineSettings.class, Optional.empty(), Map.of(), flags)
                .effective());
    }
}
