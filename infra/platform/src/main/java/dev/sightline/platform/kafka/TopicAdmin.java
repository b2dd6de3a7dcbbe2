package dev.sightline.platform.kafka;

import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topic.Cleanup;
import dev.sightline.platform.retry.Backoff;
import dev.sightline.platform.retry.Retry;
import dev.sightline.platform.retry.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates and describes our topics. Topics are never made by a client's first use: their partitions and retention are
 * part of the contract. Safe to share between threads; each call opens and closes its own admin client.
 */
public final class TopicAdmin {
    private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);
    private static final Backoff VISIBLE = new Backoff(Duration.ofMillis(20), Duration.ofMillis(500), 2, 0.1, 60);

    private static final Duration COMPACTED_SEGMENT = Duration.ofHours(1);
    private static final Duration COMPACTION_LAG = Duration.ofHours(6);
    private static final Duration TOMBSTONES = Duration.ofDays(1);
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    private static final long SMALLEST_SEGMENT = 16L << 20;
    private static final long LARGEST_SEGMENT = 64L << 20;

    private final KafkaClients clients;
    private final AdminAnswers answers;

    public TopicAdmin(KafkaClients clients) {
        this.clients = clients;
        this.answers = new AdminAnswers(
                clients.settings().bootstrapServers(),
                "check kafka.bootstrap-servers and that the broker runs",
                Set.of(TopicExistsException.class, UnknownTopicOrPartitionException.class));
    }

    /**
     * Creates the topics that are not there and returns once every one has leaders. A topic that is there stays as it
     * is, and one with another number of partitions is logged: changing it would tear keys from their order.
     *
     * @param replication copies of each partition; -1 for the brokers' default
     * @throws KafkaUnavailableException when Kafka does not answer or refuses
     */
    public void create(Collection<? extends Topic<?, ?>> topics, int partitions, short replication) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions " + partitions + " must be at least 1");
        }
        try (Admin admin = clients.admin()) {
            List<NewTopic> wanted = topics.stream()
                    .map(topic -> new NewTopic(clients.name(topic), partitions, replication).configs(settings(topic)))
                    .toList();
            admin.createTopics(wanted).values().forEach(this::awaitCreated);
            List<String> names = wanted.stream().map(NewTopic::name).toList();
            Map<String, TopicDescription> seen = new Retry(VISIBLE, Sleeper.uninterrupted(), new SplittableRandom(1))
                    .call("seeing new topics", () -> withLeaders(admin, names), TopicAdmin::notYetVisible);
            String others = seen.values().stream()
                    .filter(topic -> topic.partitions().size() != partitions)
                    .map(topic -> topic.name() + " (" + topic.partitions().size() + ")")
                    .sorted()
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                log.warn("{} partitions were asked for; topics keep what they have: {}", partitions, others);
            }
        }
    }

    /**
     * A setting of a topic in Kafka that is not as the topic would be created now.
     *
     * @param is what Kafka has; empty: nothing of the topic's own
     * @param should what it would be created with
     */
    public record Difference(String topic, String setting, String is, String should) {}

    /** How topics that are there differ from how they would be created now. */
    public List<Difference> differences(Collection<? extends Topic<?, ?>> topics) {
        Map<String, Map<String, String>> wanted = new HashMap<>();
        topics.forEach(topic -> wanted.put(clients.name(topic), settings(topic)));
        List<Difference> found = new ArrayList<>();
        for (TopicState state : describe(topics)) {
            new TreeMap<>(state.exists() ? wanted.getOrDefault(state.name(), Map.of()) : Map.<String, String>of())
                    .forEach((setting, should) -> {
                        String is = state.settings().getOrDefault(setting, "");
                        if (!is.equals(should)) {
                            found.add(new Difference(state.name(), setting, is, should));
                        }
                    });
        }
        return found;
    }

    /** Gives topics the settings that they would be created with; records that are too old then go within minutes. */
    public void align(Collection<Difference> differences) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Difference each : differences) {
            changes.computeIfAbsent(
                            new ConfigResource(ConfigResource.Type.TOPIC, each.topic()), topic -> new ArrayList<>())
                    .add(new AlterConfigOp(new ConfigEntry(each.setting(), each.should()), AlterConfigOp.OpType.SET));
        }
        try (Admin admin = clients.admin()) {
            answers.await(
                    "changing topic settings",
                    admin.incrementalAlterConfigs(changes).all());
        }
    }

    /** The topics as they are in Kafka, in the order asked. */
    public List<TopicState> describe(Collection<? extends Topic<?, ?>> topics) {
        List<String> names = topics.stream().map(clients::name).toList();
        try (Admin admin = clients.admin()) {
            Map<String, TopicDescription> found = new LinkedHashMap<>();
            admin.describeTopics(names).topicNameValues().forEach((name, future) -> {
                try {
                    found.put(name, answers.await("describing topic " + name, future));
                } catch (UnknownTopicOrPartitionException absent) {
                    log.debug("topic {} does not exist", name);
                }
            });
            Map<String, Map<String, String>> settings = settings(admin, found.keySet());
            return names.stream()
                    .map(name -> found.containsKey(name)
                            ? state(found.get(name), settings.getOrDefault(name, Map.of()))
                            : TopicState.missing(name))
                    .toList();
        }
    }

    private static TopicState state(TopicDescription topic, Map<String, String> settings) {
        int replicas = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new TopicState(topic.name(), true, topic.partitions().size(), replicas, settings);
    }

    private Map<String, Map<String, String>> settings(Admin admin, Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return answers
                .await(
                        "describing topic settings",
                        admin.describeConfigs(resources).all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().name(),
                        entry -> entry.getValue().entries().stream()
                                .filter(setting -> setting.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value))));
    }

    private void awaitCreated(String name, KafkaFuture<Void> created) {
        try {
            answers.await("creating topic " + name, created);
            log.debug("created topic {}", name);
        } catch (TopicExistsException exists) {
            log.debug("topic {} is there already", name);
        }
    }

    private Map<String, TopicDescription> withLeaders(Admin admin, List<String> names) {
        Map<String, TopicDescription> seen =
                answers.await("describing topics", admin.describeTopics(names).allTopicNames());
        for (TopicDescription topic : seen.values()) {
            if (topic.partitions().stream().anyMatch(partition -> partition.leader() == null)) {
                throw new UnknownTopicOrPartitionException("topic " + topic.name() + " has no leader yet");
            }
        }
        return seen;
    }

    private static boolean notYetVisible(Exception failure) {
        return failure instanceof UnknownTopicOrPartitionException;
    }

    /** What a topic is created with. */
    static Map<String, String> settings(Topic<?, ?> topic) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(KafkaClients.MAX_MESSAGE_BYTES));
        if (topic.cleanup() == Cleanup.COMPACT) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            // What is replaced or removed is gone for good within hours, not when a gigabyte has come together.
            settings.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(COMPACTED_SEGMENT.toMillis()));
            settings.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, String.valueOf(COMPACTION_LAG.toMillis()));
            settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(TOMBSTONES.toMillis()));
            return settings;
        }
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(topic.retention().toMillis()));
        // Only closed segments go: one is closed after a quarter of the time that its records may stay.
        long quarter = topic.retention().toMillis() / 4;
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(Math.min(quarter, LONGEST_SEGMENT.toMillis())));
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, String.valueOf(topic.retentionBytes()));
        if (topic.retentionBytes() > 0) {
            // Only closed segments go: the bound is kept within one of them, and so much of a partition stays on a full
            // disk, where nothing more is written that would close it.
            long segment = Math.min(LARGEST_SEGMENT, Math.max(topic.retentionBytes() / 4, SMALLEST_SEGMENT));
            settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(segment));
        }
        return settings;
    }
}
