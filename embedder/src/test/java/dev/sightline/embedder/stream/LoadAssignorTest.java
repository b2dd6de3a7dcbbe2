package dev.sightline.embedder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Place;
import dev.sightline.platform.roster.CameraLoads.Snapshot;
import dev.sightline.platform.roster.Loads;
import dev.sightline.platform.roster.Rebalancing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LoadAssignorTest {
    private static final String TOPIC = "frames";
    private static final int PARTITIONS = 16;

    private final List<Camera> cameras = new ArrayList<>();
    private final Rebalancing rebalancing = new Rebalancing(() -> new Snapshot(Loads.of(cameras), 0));
    private final LoadAssignor assignor = new LoadAssignor();
    private final Map<String, List<TopicPartition>> owned = new TreeMap<>();
    private int generation;

    LoadAssignorTest() {
        assignor.configure(Map.of(Rebalancing.SETTING, rebalancing));
    }

    @Test
    void shouldGiveTwoCamerasToTwoEmbedders() {
        cameras(0, 1);

        settle("a", "b");

        assertThat(counts()).containsOnly(Map.entry("a", 1), Map.entry("b", 1));
    }

    @Test
    void shouldTakeAPartitionFromItsOwnerBeforeAnotherGetsIt() {
        cameras(0, 1, 2, 3);
        settle("a");

        Map<String, List<TopicPartition>> first = round("a", "b");

        assertThat(first.get("b"))
                .as("nothing that its owner has not let go of")
                .isEmpty();
        assertThat(first.get("a")).hasSize(8);
        settle("a", "b");
        assertThat(owned.get("a")).as("it keeps the rest").isEqualTo(first.get("a"));
        assertThat(counts()).containsOnly(Map.entry("a", 2), Map.entry("b", 2));
    }

    @Test
    void shouldNoticeThatCamerasCameToOneInstance() {
        settle("a", "b");
        List<TopicPartition> ofA = owned.getOrDefault("a", List.of());
        assertThat(rebalancing.due()).isFalse();

        cameras(ofA.get(0).partition(), ofA.get(1).partition());

        assertThat(rebalancing.due()).isTrue();
        assertThat(rebalancing.due()).as("once").isFalse();
        settle("a", "b");
        assertThat(counts()).containsOnly(Map.entry("a", 1), Map.entry("b", 1));
        assertThat(rebalancing.due()).isFalse();
    }

    @Test
    void shouldAskForNothingWhenAnotherInstanceLeads() {
        settle("a", "b");
        assignor.onAssignment(new Assignment(List.of()), new ConsumerGroupMetadata("group"));
        assignor.onAssignment(new Assignment(List.of()), new ConsumerGroupMetadata("group"));

        cameras(0, 0, 0, 0);

        assertThat(rebalancing.due()).isFalse();
    }

    @Test
    void shouldBelieveTheNewerOfTwoThatClaimAPartition() {
        cameras(0, 1);
        TopicPartition zero = new TopicPartition(TOPIC, 0);
        Map<String, Subscription> members = Map.of(
                "old", subscription(List.of(zero), 3),
                "new", subscription(List.of(zero), 4));

        assignor.assign(cluster(), new GroupSubscription(members))
                .groupAssignment()
                .forEach((member, assignment) ->
                        assertThat(assignment.partitions().contains(zero)).isEqualTo(member.equals("new")));
    }

    /** Rebalances until nothing is on its way from one member to another any more. */
    private void settle(String... members) {
        for (int round = 0; round < 4; round++) {
            round(members);
            if (owned.values().stream().mapToInt(List::size).sum() == PARTITIONS) {
                return;
            }
        }
        throw new AssertionError("partitions without an owner after four rounds: " + owned);
    }

    private Map<String, List<TopicPartition>> round(String... names) {
        Map<String, Subscription> members = new HashMap<>();
        for (String name : names) {
            members.put(name, subscription(owned.getOrDefault(name, List.of()), generation));
        }
        generation++;
        owned.clear();
        assignor.assign(cluster(), new GroupSubscription(members))
                .groupAssignment()
                .forEach((name, assignment) -> owned.put(name, assignment.partitions()));
        return new TreeMap<>(owned);
    }

    private static Subscription subscription(List<TopicPartition> owned, int generation) {
        return new Subscription(List.of(TOPIC), null, owned, generation, Optional.empty());
    }

    private void cameras(int... partitions) {
        for (int partition : partitions) {
            cameras.add(Camera.newBuilder()
                    .setCameraId("camera" + cameras.size())
                    .setPlace(Place.newBuilder().setCameraPartition(partition))
                    .build());
        }
    }

    private Map<String, Integer> counts() {
        Map<Integer, Integer> loads = Loads.of(cameras).byCamera(PARTITIONS);
        return owned.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> e.getValue().stream()
                                .mapToInt(partition -> loads.getOrDefault(partition.partition(), 0))
                                .sum()));
    }

    private static Cluster cluster() {
        Node node = new Node(0, "localhost", 1);
        return new Cluster(
                "cluster",
                List.of(node),
                IntStream.range(0, PARTITIONS)
                        .mapToObj(i -> new PartitionInfo(TOPIC, i, node, new Node[] {node}, new Node[] {node}))
                        .toList(),
                java.util.Set.of(),
                java.util.Set.of());
    }
}
