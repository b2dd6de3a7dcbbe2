package dev.sightline.app.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.kafka.KafkaAccess;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.settings.SettingsLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideKafkaTest {
    @TempDir
    Path folder;

    @Test
    void shouldTakeAClusterAsItIsNamed() {
        assertThat(OutsideKafka.of(settings(Map.of()))).isEmpty();
        assertThat(OutsideKafka.of(settings(Map.of("kafka.bootstrap-servers", "a:1,b:2"))))
                .contains(KafkaAccess.open("a:1,b:2"));
    }

    @Test
    void shouldRefuseALoginForNoCluster() {
        assertThatThrownBy(() -> OutsideKafka.of(settings(Map.of("kafka.client-properties", "x.properties"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("kafka.bootstrap-servers, which is not set");
    }

    private SightlineSettings settings(Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(flags);
        all.put("data.folder", folder.toString());
        return SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), all);
    }
}
