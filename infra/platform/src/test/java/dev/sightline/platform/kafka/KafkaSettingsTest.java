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
        assertThatThrownBy(() -> KafkaSettings.of(" ", "sightline")).hasMessageContaining("kafka.bootstrap-servers");
        assertThatThrownBy(() -> KafkaSettings.of("broker:9092", "my shop"))
                .hasMessageContaining("'my shop'")
                .hasMessageContaining("letters, digits");
    }

    @Test
    void shouldRefuseClientsOnAnotherCluster() {
        assertThatThrownBy(() -> passed(Map.of("bootstrap.servers", "other:9092")))
                .hasMessageContaining("kafka.producer.bootstrap.servers = other:9092")
                .hasMessageContaining("kafka.bootstrap-servers = broker:9092");
        assertThat(passed(Map.of("bootstrap.servers", "broker:9092")).producer())
                .hasSize(1);
    }

    private static KafkaSettings passed(Map<String, String> producer) {
        return new KafkaSettings("broker:9092", "sightline", Map.of(), producer, Map.of(), Map.of(), Map.of());
    }
}
