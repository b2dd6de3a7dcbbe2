package dev.sightline.store.erasure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.testkit.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hours come from what the broker really holds to, not from what a topic was created with. */
@Timeout(120)
class TopicsPartIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Subject NOBODY = Subject.of(
            new ErasureRequest("e1", "hall", "hall/p1", "ada", "", false, Instant.parse("2026-01-01T00:00:00Z")));

    @Test
    void shouldCountWithTheSettingsThatTopicsHaveNow() throws Exception {
        KAFKA.createTopics(1);
        String frames = KAFKA.clients().name(Topics.FRAMES);
        String watchlist = KAFKA.clients().name(Topics.WATCHLIST);
        TopicsPart part = new TopicsPart(KAFKA.clients());
        assertThat(hours(part.erase(NOBODY), frames)).isEqualTo(1);

        try (Admin admin = KAFKA.clients().admin()) {
            set(admin, frames, Map.of("retention.ms", millis(40), "segment.ms", millis(2)));
            Map<String, String> compacted = Map.of(
                    "segment.ms", millis(3), "max.compaction.lag.ms", millis(5), "delete.retention.ms", millis(7));
            set(admin, watchlist, compacted);
        }

        // The broker hears of new settings a moment after they are taken.
        await().untilAsserted(() -> {
            Removed soon = part.erase(NOBODY);
            assertThat(hours(soon, frames))
                    .as("retention, a segment, and six minutes until the broker looks")
                    .isEqualTo(43);
            assertThat(hours(soon, watchlist))
                    .as("compaction lag, a segment, the tombstone, and six minutes")
                    .isEqualTo(16);
        });
        Removed now = part.erase(NOBODY);
        assertThat(now.within()).isEqualTo(now.topics().values().stream().max(Duration::compareTo));
        assertThat(now.topics()).doesNotContainKey(KAFKA.clients().name(Topics.CAMERAS));
    }

    private static long hours(Removed removed, String topic) {
        return TopicsPart.hours(requireNonNull(removed.topics().get(topic)));
    }

    private static void set(Admin admin, String topic, Map<String, String> settings) throws Exception {
        List<AlterConfigOp> changes = settings.entrySet().stream()
                .map(each ->
                        new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                .all()
                .get();
    }

    private static String millis(int hours) {
        return String.valueOf(Duration.ofHours(hours).toMillis());
    }
}
