package dev.sightline.matcher;

import dev.sightline.matcher.topology.StreamsPolicy;
import dev.sightline.matcher.topology.StreamsPolicy.TakeOver;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.roster.Rebalancing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the Streams application: ours first, those that the user passes through to Kafka win. */
final class StreamsSettings {
    /** Long enough for a restart; an instance that never comes back is missed for as long. */
    private static final Duration RESTART = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMinutes(1);

    private StreamsSettings() {}

    /** @param rebalancing knows how much each task has to do */
    static Properties of(KafkaClients clients, StreamsPolicy policy, Path stateFolder, Rebalancing rebalancing) {
        Properties properties = clients.streams("matcher");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        properties.putIfAbsent(StreamsConfig.NUM_STREAM_THREADS_CONFIG, policy.threads());
        properties.putIfAbsent(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, policy.commitInterval().toMillis());
        takeOver(properties, policy.takeOver(), clients);
        properties.putIfAbsent(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, LoadTaskAssignor.class.getName());
        properties.put(StreamsConfig.mainConsumerPrefix(Rebalancing.SETTING), rebalancing);
        // A copy that has caught up takes over at the next look, and Kafka's 10 minutes are long for a new instance.
        properties.putIfAbsent(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, LOOK.toMillis());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // A record of a global table that cannot be handled fails like any other; Kafka 4.3 warns at every start while
        // unset.
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
        return properties;
    }

    private static void takeOver(Properties properties, TakeOver takeOver, KafkaClients clients) {
        properties.putIfAbsent(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, takeOver.standbyReplicas());
        takeOver.instanceId().ifPresent(id -> {
            properties.putIfAbsent(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id);
            if (!clients.settings().consumer().containsKey(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)) {
                properties.putIfAbsent(
                        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                        Math.toIntExact(RESTART.toMillis()));
            }
        });
    }
}
