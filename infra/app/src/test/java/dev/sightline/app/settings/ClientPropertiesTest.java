package dev.sightline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveClientsWhatTheFileSaysAndLetSettingsWin() throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), """
                # comment
                bootstrap.servers=elsewhere:9
                security.protocol=SASL_SSL
                sasl.jaas.config=module required password="x=y";
                """);

        KafkaSettings kafka = kafka(file, Map.of("kafka.security.protocol", "SASL_PLAINTEXT"));

        assertThat(kafka.bootstrapServers()).isEqualTo("here:1");
        assertThat(kafka.common())
                .containsOnly(
                        Map.entry("security.protocol", "SASL_PLAINTEXT"),
                        Map.entry("sasl.jaas.config", "module required password=\"x=y\";"));
        assertThat(kafka.toString()).doesNotContain("x=y");
    }

    @Test
    void shouldNameAFileThatCannotBeReadAndNothingInIt() throws IOException {
        Path absent = folder.resolve("absent.properties");
        Path broken = Files.writeString(folder.resolve("broken.properties"), "sasl.password=secret\\u00zz\n");

        assertThatThrownBy(() -> kafka(absent, Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("kafka.client-properties = " + absent + ": there is no such file");
        assertThatThrownBy(() -> kafka(broken, Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("kafka.client-properties = " + broken + " cannot be read")
                .hasMessageNotContaining("secret");
    }

    private static KafkaSettings kafka(Path file, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(more);
        flags.put("kafka.client-properties", file.toString());
        SightlineSettings settings = SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags);
        return Policies.kafka(settings.kafka(), KafkaAccess.open("here:1"));
    }
}
