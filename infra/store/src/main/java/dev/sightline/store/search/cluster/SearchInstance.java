package dev.sightline.store.search.cluster;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.peer.PeerClient;
import dev.sightline.platform.peer.PeerServer;
import dev.sightline.platform.retry.StopSignal;
import dev.sightline.store.search.IndexShards;
import dev.sightline.store.search.Shard;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as one of the instances that hold the search index together: a member of the group that shares the partitions, which
 * answers the others. The address is its name in the group, so that after a restart it gets the partitions back whose indexes it has,
 * as long as it is back within the group's session timeout. What is assigned to it is told to the shards; nothing is read of the topic.
 */
public final class SearchInstance implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(SearchInstance.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LOOK = Duration.ofSeconds(1).toNanos();
    /** Longer than a restart, in which no partition should move: its index would have to be built again. */
    private static final int SESSION_MILLIS = 60_000;

    private final KafkaClients kafka;
    private final IndexShards shards;
    private final InstancePolicy policy;
    private final InstantSource clock;
    private volatile Holders holders = Holders.UNKNOWN;
    private final ClusterSearch search;
    private volatile boolean assigned;
    private @Nullable PeerServer server;
    private @Nullable GroupHolders group;
    private volatile @Nullable Worker worker;

    /** @param shards belong to their opener */
    public SearchInstance(KafkaClients kafka, IndexShards shards, InstancePolicy policy, InstantSource clock) {
        this.kafka = kafka;
        this.shards = shards;
        this.policy = policy;
        this.clock = clock;
        this.search = new ClusterSearch(
                () -> holders,
                Optional.of(shards),
                new PeerClient(policy.key(), clock, policy.patience()),
                policy.patience());
    }

    /** Searches all instances. */
    public ClusterSearch search() {
        return search;
    }

    /** Who holds what, by what was heard last. */
    Holders holders() {
        return holders;
    }

    @Override
    public String name() {
        return "search-instance";
    }

    @Override
    public void start() {
        PeerServer answering =
                PeerServer.start(policy.host(), policy.port(), policy.key(), clock, new OwnShards(shards)::answer);
        server = answering;
        String address = policy.address().orElseGet(() -> policy.host() + ":" + answering.port());
        GroupHolders members = new GroupHolders(kafka);
        group = members;
        Consumer<byte[], byte[]> member = join(address);
        Worker working = new Worker("sightline-search-instance", stop -> work(member, members, stop));
        worker = working;
        working.start();
        LOG.info("other instances reach this one's part of the search index at {}", address);
    }

    private Consumer<byte[], byte[]> join(String address) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, address.replaceAll("[^A-Za-z0-9._-]", "_"));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        if (!kafka.settings().consumer().containsKey(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)) {
            settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        }
        return kafka.consumer(
                GroupHolders.GROUP,
                GroupHolders.clientId(address),
                new KafkaClients.Assigning(List.of(CooperativeStickyAssignor.class), settings, () -> false));
    }

    private void work(Consumer<byte[], byte[]> member, GroupHolders members, StopSignal stop) {
        String topic = kafka.name(Topics.SIGHTINGS);
        try (member) {
            member.subscribe(List.of(topic), new Shares(member));
            long looked = System.nanoTime() - LOOK;
            while (!stop.isStopped()) {
                member.poll(POLL);
                if (assigned) {
                    int of = member.partitionsFor(topic).size();
                    shards.hold(member.assignment().stream()
                            .map(partition -> new Shard(partition.partition(), of))
                            .collect(Collectors.toSet()));
                }
                if (System.nanoTime() - looked >= LOOK) {
                    look(members);
                    looked = System.nanoTime();
                }
            }
        }
    }

    private void look(GroupHolders members) {
        try {
            members.read().ifPresent(now -> holders = now);
        } catch (KafkaUnavailableException e) {
            LOG.warn("who holds which part of the search index could not be looked up again: {}", e.getMessage());
        }
    }

    /** What is assigned is never fetched. Partitions that were lost with the connection are kept until others are assigned. */
    private final class Shares implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> member;

        Shares(Consumer<byte[], byte[]> member) {
            this.member = member;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.pause(member.assignment());
            assigned = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // The assignment says it.
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            assigned = false;
        }
    }

    @Override
    public boolean ready() {
        Worker working = worker;
        return working != null && working.isAlive() && assigned;
    }

    @Override
    public boolean live() {
        Worker working = worker;
        return working == null || working.failure().isEmpty();
    }

    @Override
    public Optional<String> degraded() {
        List<Integer> nobody = holders.without(Set.of());
        return nobody.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "no instance holds partitions " + nobody + " of the search index; searches find nobody there");
    }

    /** It stays a member: who comes back in time finds the same partitions. */
    @Override
    public void close() {
        Worker working = worker;
        if (working != null) {
            working.close();
        }
        if (group != null) {
            group.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
