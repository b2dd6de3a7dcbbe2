package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    @Test
    void shouldShowKeysButNoValuesThatWerePassedThrough() {
        KafkaSettings settings = new KafkaSettings(
                "broker:9092",
                "sightline",
                Map.of("sasl.jaas.config", "password=hunter2"),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());

        assertThat(settings.toString())
                .contains("broker:9092", "sasl.jaas.config")
                .doesNotContain("hunter2");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThatThrownBy(() -> KafkaSettings.of(" ", "sightline")).hasMessageContaining("kafka.bootstrap.servers");
        assertThatThrownBy(() -> KafkaSettings.of("broker:9092", "my shop"))
                .hasMessageContaining("'my shop'")
                .hasMessageContaining("letters, digits");
    }
}
