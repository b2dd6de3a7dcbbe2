package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;

/**
 * How long topics keep what is in them at the most, by the settings that they have in Kafka now: this installation's topics
 * and those of its matcher. Safe to share between threads.
 */
public final class TopicKeeping {
    /** The broker looks for what to delete or compact every five minutes, and deletes files a minute later. */
    private static final Duration LOOK = Duration.ofMinutes(6);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaClients clients;

    public TopicKeeping(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * The longest time from when a record was written, replaced or removed until nothing of it is left.
     *
     * @param wanted names of topics to look at
     * @return by name; empty: without bound
     * @throws KafkaUnavailableException when Kafka does not answer
     */
    public Map<String, Optional<Duration>> longest(Predicate<String> wanted) {
        try (Admin admin = clients.admin()) {
            String prefix = clients.settings().topicPrefix() + ".";
            List<ConfigResource> topics = await(admin.listTopics().names()).stream()
                    .filter(name -> name.startsWith(prefix) && wanted.test(name))
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList();
            Map<String, Optional<Duration>> times = new TreeMap<>();
            await(admin.describeConfigs(topics).all())
                    .forEach((topic, config) -> times.put(topic.name(), longest(values(config.entries()))));
            return times;
        }
    }

    /** {@link #longest(Predicate)} of a topic as it is created. */
    public static Optional<Duration> longest(Topic<?, ?> topic) {
        return longest(TopicAdmin.settings(topic));
    }

    static Optional<Duration> longest(Map<String, String> settings) {
        long segment = number(settings, TopicConfig.SEGMENT_MS_CONFIG);
        String policy = settings.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        if (policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            long lag = number(settings, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
            long tombstone = number(settings, TopicConfig.DELETE_RETENTION_MS_CONFIG);
            return bounded(Math.min(segment, lag), lag, tombstone);
        }
        long retention = number(settings, TopicConfig.RETENTION_MS_CONFIG);
        // Topics between the matcher's stages keep nothing by time: what is processed is deleted with its segment.
        return bounded(segment, retention == -1 ? 0 : retention, 0);
    }

    private static Optional<Duration> bounded(long segment, long time, long more) {
        long longest = Duration.ofDays(36_500).toMillis();
        return segment < 0 || segment > longest || time < 0 || time > longest || more < 0 || more > longest
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(segment + time + more).plus(LOOK));
    }

    private static long number(Map<String, String> settings, String name) {
        return Long.parseLong(settings.getOrDefault(name, "-2"));
    }

    private static Map<String, String> values(Collection<ConfigEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaUnavailableException(
                    "how long topics keep records cannot be read on Kafka at "
                            + clients.settings().bootstrapServers() + ": " + e.getMessage()
                            + "; check that the broker runs",
                    e);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while reading the settings of topics", e);
        }
    }
}
