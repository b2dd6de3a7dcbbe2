package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.ingest.status.DegradedPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IngestPolicyTest {
    private final IngestPolicy policy = IngestPolicy.defaults();

    @Test
    void shouldHaveTheAgreedDefaults() {
        assertThat(policy.jpegQuality()).isEqualTo(90);
        assertThat(policy.pictures().maxPixels()).isEqualTo(34_000_000);
        assertThat(policy.connection().steady()).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.degraded()).isEqualTo(DegradedPolicy.defaults());
        assertThat(policy.ahead().maxFrames()).isEqualTo(500);
        assertThat(policy.ahead().consumerGroup()).isEmpty();
        assertThat(policy.limitedBy("embedder", 7).ahead().consumerGroup()).isEqualTo("embedder");
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertThatThrownBy(() -> policy.withMaxInlineBytes(9 << 20)).hasMessageContaining("maxInlineBytes = 9437184");
        assertThatThrownBy(() -> new IngestPolicy.Queues(0, 1, 1)).hasMessageContaining("queues.live = 0");
        assertThatThrownBy(() -> new IngestPolicy.Motion(20, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("motion.share = 0.0");
        assertThatThrownBy(() -> new DegradedPolicy(0, Duration.ofSeconds(5), Duration.ofSeconds(30), 20))
                .hasMessageContaining("degraded.skippedShare = 0.0");
        assertThatThrownBy(() -> new IngestPolicy.Ahead("", 5, Duration.ZERO)).hasMessageContaining("ahead.poll");
    }
}
