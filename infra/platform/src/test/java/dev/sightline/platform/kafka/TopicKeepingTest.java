package dev.sightline.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicKeepingTest {
    private static final Duration LOOK = Duration.ofMinutes(6);

    @Test
    void shouldAddTheSegmentToTheRetention() {
        assertThat(TopicKeeping.longest(
                        Map.of("cleanup.policy", "delete", "retention.ms", "3600000", "segment.ms", "600000")))
                .contains(Duration.ofMinutes(70).plus(LOOK));
    }

    @Test
    void shouldAddLagSegmentAndTombstoneOfACompactedTopic() {
        assertThat(TopicKeeping.longest(Map.of(
                        "cleanup.policy", "compact",
                        "max.compaction.lag.ms", "3600000",
                        "delete.retention.ms", "7200000",
                        "segment.ms", "86400000")))
                .as("a segment is closed at the latest when its lag ends")
                .contains(Duration.ofHours(4).plus(LOOK));
    }

    @Test
    void shouldSayWhereNothingBoundsIt() {
        assertThat(TopicKeeping.longest(Map.of(
                        "cleanup.policy", "compact",
                        "max.compaction.lag.ms", Long.toString(Long.MAX_VALUE),
                        "delete.retention.ms", "7200000",
                        "segment.ms", "86400000")))
                .isEmpty();
        assertThat(TopicKeeping.longest(Map.of())).isEmpty();
    }

    @Test
    void shouldBoundEveryTopicAsItIsCreated() {
        assertThat(Topics.ALL)
                .allSatisfy(topic ->
                        assertThat(TopicKeeping.longest(topic)).as(topic.noun()).isPresent());
    }
}
