package dev.sightline.store.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertDocumentTest {
    @Test
    void shouldReadWhatCloudEventsRequireAndKeepTheText() {
        String json = "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/s\",\"type\":\"t\",\"data\":{}}";

        AlertDocument alert = parse(json);

        assertThat(alert)
                .isEqualTo(new AlertDocument(
                        "a", "/s", "t", java.util.Optional.empty(), Instant.EPOCH, java.util.Optional.empty(), json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|not a JSON object",
                "{|not JSON",
                "{\"id\":\"a\"}|no 'specversion'",
                "{\"specversion\":\"2.0\"}|CloudEvents 1.x",
                "{\"specversion\":\"1.0\",\"id\":7}|no 'id'",
                "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"s\",\"type\":\"t\",\"time\":\"noon\"}|RFC 3339"
            })
    void shouldSayWhatIsWrong(String json, String reason) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldRefuseBytesThatAreNoText() {
        assertThatThrownBy(() -> AlertDocument.parse(new byte[] {-1, -2}, Instant.EPOCH))
                .hasMessageContaining("not UTF-8");
    }

    private static AlertDocument parse(String json) {
        return AlertDocument.parse(json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
