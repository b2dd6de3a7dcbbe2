package dev.sightline.embedder.stream;

import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.roster.Rebalancing;
import dev.sightline.platform.roster.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Gives each embedder about as many cameras as the others, and moves little. Made by Kafka's consumer; works on the leader
 * of the group. A partition that goes from one instance to another is left out until the first has let go of it, which has
 * the group assign again (cooperative protocol): no two instances ever describe the same frames, and those that keep theirs
 * go on meanwhile. One thread, the polling one.
 */
public final class LoadAssignor implements ConsumerPartitionAssignor, Configurable {
    private @Nullable Rebalancing rebalancing;
    private boolean leads;

    /** Beside Kafka's own, which a group of instances of both versions agrees on during an upgrade. */
    static KafkaClients.Assigning by(Rebalancing rebalancing) {
        return new KafkaClients.Assigning(
                List.of(LoadAssignor.class, CooperativeStickyAssignor.class),
                Map.of(Rebalancing.SETTING, rebalancing),
                rebalancing::due);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        rebalancing = (Rebalancing) configs.get(Rebalancing.SETTING);
    }

    @Override
    public String name() {
        return "sightline-load";
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
    }

    @Override
    public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
        Rebalancing known = Objects.requireNonNull(rebalancing, "configured first");
        Map<String, Subscription> members = group.groupSubscription();
        Map<String, List<TopicPartition>> given = new HashMap<>();
        members.keySet().forEach(member -> given.put(member, new ArrayList<>()));
        // All members read the one topic of the frames.
        String topic = members.values().stream()
                .flatMap(member -> member.topics().stream())
                .findFirst()
                .orElse("");
        Map<Integer, String> owners = owners(members);
        Map<String, Integer> shares = new HashMap<>();
        members.keySet().forEach(member -> shares.put(member, 1));
        int partitions = Objects.requireNonNullElse(metadata.partitionCountForTopic(topic), 0);
        SortedMap<Integer, String> target = Spread.of(known.loads().byCamera(partitions), owners, shares);
        target.forEach((partition, member) -> {
            if (member.equals(owners.getOrDefault(partition, member))) {
                given.getOrDefault(member, new ArrayList<>()).add(new TopicPartition(topic, partition));
            }
        });
        known.assigned(loads -> Spread.uneven(loads.byCamera(partitions), target, shares));
        leads = true;
        Map<String, Assignment> assignments = new HashMap<>();
        given.forEach((member, list) -> assignments.put(member, new Assignment(list)));
        return new GroupAssignment(assignments);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        if (!leads) {
            Objects.requireNonNull(rebalancing, "configured first").follows();
        }
        leads = false;
    }

    /** Who has a partition by what members say: of two that claim it, the one of the newer generation, or nobody. */
    private static Map<Integer, String> owners(Map<String, Subscription> members) {
        Map<Integer, String> owners = new HashMap<>();
        Map<Integer, Integer> generations = new HashMap<>();
        new TreeMap<>(members).forEach((member, subscription) -> {
            int generation = subscription.generationId().orElse(-1);
            for (TopicPartition partition : subscription.ownedPartitions()) {
                Integer other = generations.get(partition.partition());
                if (other == null || generation > other) {
                    owners.put(partition.partition(), member);
                    generations.put(partition.partition(), generation);
                } else if (generation == other) {
                    owners.remove(partition.partition());
                }
            }
        });
        return owners;
    }
}
