package dev.sightline.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
    @Test
    void shouldNameTheEmbeddedFile() {
        DatabaseSettings settings = DatabaseSettings.embedded(Path.of("/data"));

        assertThat(settings.url()).isEqualTo("jdbc:h2:file:/data/sightline;DB_CLOSE_ON_EXIT=FALSE");
        assertThat(settings.isEmbedded()).isTrue();
    }

    @Test
    void shouldKeepThePasswordOutOfText() {
        DatabaseSettings settings = DatabaseSettings.of("jdbc:postgresql://host/sightline", "ada", "hunter2");

        assertThat(settings.toString()).contains("ada").doesNotContain("hunter2");
        assertThat(settings.isEmbedded()).isFalse();
    }

    @Test
    void shouldRefuseAPasswordInTheUrlWithoutRepeatingIt() {
        assertThatThrownBy(() -> DatabaseSettings.of("jdbc:postgresql://host/db?password=hunter2&ssl=true", "ada", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("store.password")
                .hasMessageContaining("password=***&ssl=true")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> DatabaseSettings.of("jdbc:postgresql://ada:hunter2@host/db", "ada", ""))
                .hasMessageContaining("://***@host")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void shouldNameKeyValueAndWhatIsAllowed() {
        assertThatThrownBy(() -> DatabaseSettings.of("jdbc:mysql://host/db", "ada", ""))
                .hasMessageContaining("store.url = 'jdbc:mysql://host/db'")
                .hasMessageContaining("jdbc:postgresql://");
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:h2:mem:x", "a", "", 0, Duration.ofSeconds(1)))
                .hasMessageContaining("database pool size = 0 must be 1 to 100");
        assertThatThrownBy(() -> new DatabaseSettings("jdbc:h2:mem:x", "a", "", 1, Duration.ZERO))
                .hasMessageContaining("database connect timeout");
    }
}
