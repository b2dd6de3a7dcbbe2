package dev.sightline.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    @Test
    void shouldListEverySettingWithTypeDefaultMeaningAndEnvironmentName() {
        String text = SettingsReference.markdown(TestSettings.class);

        assertThat(text)
                .contains("## ingest\n\nReading cameras.\n")
                .contains(
                        "| `ingest.fps` | number, 0.1 to 60 | `5` | Frames per second taken from each camera. | `SIGHTLINE_INGEST_FPS` |")
                .contains("| `store.jdbc.url` | text, a JDBC address, jdbc:… | (must be set) | ")
                .contains("Password of the database. Secret: never shown.")
                .contains(
                        "| `cameras.*.source` | text | (must be set) | File, folder or address. | `SIGHTLINE_CAMERAS_*_SOURCE` |")
                .contains("| `kafka.producer.*` | any key, text |")
                .contains("| `kafka.*` | any key, text |")
                .contains("## General");
    }

    @Test
    void shouldBeTheSameEveryTime() {
        assertThat(SettingsReference.markdown(TestSettings.class))
                .isEqualTo(SettingsReference.markdown(TestSettings.class));
    }

    @Test
    void shouldRefuseASchemaWhoseDefaultIsOutOfItsOwnBounds() {
        assertThatThrownBy(() -> SettingsReference.markdown(BadDefault.class)).hasMessageContaining("1 to 10");
    }

    @Test
    void shouldRefuseASchemaItCannotServe() {
        assertThatThrownBy(() -> SettingsReference.markdown(NoDescription.class))
                .hasMessageContaining("needs @Describe");
        assertThatThrownBy(() -> SettingsReference.markdown(NoPrefix.class))
                .hasMessageContaining("needs @ConfigMapping");
        assertThatThrownBy(() -> SettingsReference.markdown(OddType.class))
                .hasMessageContaining("a type that settings do not know");
    }

    @ConfigMapping(prefix = "sightline")
    interface BadDefault {
        @WithDefault("11")
        @Range(min = 1, max = 10)
        @Describe("Bad.")
        int bad();
    }

    @ConfigMapping(prefix = "sightline")
    interface NoDescription {
        int bad();
    }

    interface NoPrefix {
        @Describe("Bad.")
        int bad();
    }

    @ConfigMapping(prefix = "sightline")
    interface OddType {
        @Describe("Bad.")
        URI bad();
    }
}
