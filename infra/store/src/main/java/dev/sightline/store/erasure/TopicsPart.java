package dev.sightline.store.erasure;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicKeeping;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Records about the person in topics: single ones cannot be deleted, they go by time. By when is computed from the settings
 * that the topics have in Kafka, and each topic is named with its hours.
 */
public final class TopicsPart implements ErasurePart {
    private static final Set<Topic<String, ?>> NOT_ABOUT_PEOPLE =
            Set.of(Topics.CAMERAS, Topics.ROSTERS, Topics.CAMERA_STATUS, Topics.RULES, Topics.MODELS, Topics.ERASURES);

    private final KafkaClients kafka;

    TopicsPart(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @Override
    public String name() {
        return "topics";
    }

    @Override
    public Removed erase(Subject subject) {
        Map<String, Optional<Duration>> times = times();
        String without = times.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!without.isEmpty()) {
            throw new IllegalStateException("no time bounds how long these topics keep records: " + without
                    + "; set retention.ms, or for compacted ones max.compaction.lag.ms, on them");
        }
        SortedMap<String, Duration> bounded = new TreeMap<>();
        times.forEach((topic, time) -> bounded.put(topic, time.orElseThrow()));
        return Removed.fromTopics(
                bounded,
                "go by time: the longest of retention and segment, or compaction lag and tombstone, as the topics are"
                        + " set in Kafka");
    }

    @Override
    public long remaining(Subject subject) {
        return 0;
    }

    private Map<String, Optional<Duration>> times() {
        Set<String> others = NOT_ABOUT_PEOPLE.stream().map(kafka::name).collect(Collectors.toSet());
        return new TopicKeeping(kafka).longest(name -> !others.contains(name));
    }

    /** After how many hours topics hold nothing any more of who is erased; 0: some topic has no bound. */
    public static long hours(KafkaClients kafka) {
        Map<String, Optional<Duration>> times = new TopicsPart(kafka).times();
        return times.values().stream().anyMatch(Optional::isEmpty)
                ? 0
                : times.values().stream()
                        .flatMap(Optional::stream)
                        .mapToLong(TopicsPart::hours)
                        .max()
                        .orElse(0);
    }

    /** Whole hours that are enough. */
    static long hours(Duration time) {
        return Math.floorDiv(time.toMinutes() + 59, 60);
    }
}
