package dev.sightline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.platform.settings.SettingsReference;
import dev.sightline.testkit.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files that speak of settings say what the schema says. */
class ConfigurationTest {
    private static final Path INFRA = RepositoryRoot.find().resolve("infra");

    @Test
    void shouldKeepTheReferenceUpToDate() throws IOException {
        assertThat(Files.readString(INFRA.resolve("docs/configuration.md")))
                .as("infra/docs/configuration.md is not what the schema says; regenerate it with:"
                        + " infra/sightline settings > infra/docs/configuration.md")
                .isEqualTo(SettingsReference.markdown(SightlineSettings.class));
    }

    @Test
    void shouldLoadTheDeploymentsSettings() {
        SightlineSettings settings = SettingsLoader.load(
                SightlineSettings.class,
                Optional.of(INFRA.resolve("deploy/sightline.yaml")),
                Map.of("SIGHTLINE_STORE_PASSWORD", "from-the-environment"),
                Map.of());

        assertThat(settings.kafka().bootstrapServers()).contains("localhost:9092");
        assertThat(settings.store().url())
                .hasValueSatisfying(url -> assertThat(url).startsWith("jdbc:postgresql:"));
        assertThat(settings.store().password()).contains("from-the-environment");
        assertThat(settings.cameras()).containsKey("entrance");
    }
}
