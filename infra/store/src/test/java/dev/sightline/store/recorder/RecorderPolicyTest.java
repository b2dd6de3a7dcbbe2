package dev.sightline.store.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.retry.Backoff;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecorderPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void shouldHaveDefaultsThatHold() {
        RecorderPolicy policy = RecorderPolicy.defaults();

        assertThat(policy.batchRecords()).isEqualTo(500);
        assertThat(policy.cropGrace()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void shouldNameWhatIsOutOfRange() {
        assertThatThrownBy(() -> policy(0, SECOND, MINUTE)).hasMessageContaining("recorder.batch-records = 0");
        assertThatThrownBy(() -> policy(1, Duration.ZERO, MINUTE)).hasMessageContaining("recorder.poll = PT0S");
        assertThatThrownBy(() -> policy(1, SECOND, SECOND)).hasMessageContaining("at least PT1M");
    }

    private static RecorderPolicy policy(int batch, Duration poll, Duration grace) {
        return new RecorderPolicy(batch, poll, Backoff.defaults(), grace, MINUTE);
    }
}
