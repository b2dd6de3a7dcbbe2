package dev.sightline.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Place;
import dev.sightline.platform.roster.CameraLoads.Snapshot;
import dev.sightline.platform.roster.Loads;
import dev.sightline.platform.roster.Rebalancing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.TaskAssignmentUtils;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.AssignmentError;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.TaskAssignment;
import org.junit.jupiter.api.Test;

class LoadTaskAssignorTest {
    private static final int PARTITIONS = 4;
    private static final int TRACK = 0;
    private static final int LINK = 1;

    private final List<Camera> cameras = new ArrayList<>();
    private final Rebalancing rebalancing = new Rebalancing(() -> new Snapshot(Loads.of(cameras), 0));
    private final LoadTaskAssignor assignor = new LoadTaskAssignor();
    private final TaskWorld world = new TaskWorld(PARTITIONS);

    LoadTaskAssignorTest() {
        assignor.configure(Map.of(Rebalancing.SETTING, rebalancing));
    }

    @Test
    void shouldGiveTwoSitesToTwoMatchers() {
        camera(0, 0);
        camera(1, 1);

        world.instances(1, 2);
        assign();

        assertThat(loads(TRACK)).containsOnly(Map.entry(1, 1), Map.entry(2, 1));
        assertThat(loads(LINK)).containsOnly(Map.entry(1, 1), Map.entry(2, 1));
    }

    @Test
    void shouldBalanceFollowingAndLinkingEachForItself() {
        for (int i = 0; i < 4; i++) {
            camera(i, 2);
        }
        world.instances(1, 2);
        assign();

        assertThat(loads(TRACK)).containsOnly(Map.entry(1, 2), Map.entry(2, 2));
        assertThat(loads(LINK).values()).as("one site is one partition").containsExactlyInAnyOrder(4, 0);
    }

    @Test
    void shouldMoveNothingThatNeedNotMove() {
        camera(0, 0);
        camera(1, 1);
        camera(2, 2);
        camera(3, 3);
        world.instances(1, 2, 3, 4);
        assign();
        Map<TaskId, Integer> before = world.workers();

        world.instances(1, 2, 4);
        assign();

        Map<TaskId, Integer> after = world.workers();
        before.values().removeIf(owner -> owner == 3);
        assertThat(after).hasSize(2 * PARTITIONS).containsAllEntriesOf(before);
    }

    @Test
    void shouldRestoreACopyBeforeALongStateMoves() {
        camera(0, 0);
        camera(1, 1);
        world.instances(1);
        assign();
        world.lagElsewhere(1_000_000);

        world.instances(1, 2);
        Collection<KafkaStreamsAssignment> first = assign();

        assertThat(world.workers().values()).as("the new one has only copies").containsOnly(1);
        assertThat(first).anyMatch(a -> a.followupRebalanceDeadline().isPresent());
        for (int look = 0; look < 4; look++) {
            assign();
        }
        assertThat(loads(TRACK)).containsOnly(Map.entry(1, 1), Map.entry(2, 1));
        assertThat(loads(LINK)).containsOnly(Map.entry(1, 1), Map.entry(2, 1));
        assertThat(assign()).noneMatch(a -> a.followupRebalanceDeadline().isPresent());
    }

    @Test
    void shouldGoOnWithTheCopyWhenAnInstanceIsGone() {
        camera(0, 0);
        camera(1, 1);
        world.standbys(1).lagElsewhere(1_000_000).instances(1, 2, 3);
        assign();
        TaskId linking = new TaskId(LINK, 0);
        int gone = world.workers().getOrDefault(linking, 0);
        int copy = world.copyOf(linking);

        world.instances(IntStream.rangeClosed(1, 3).filter(i -> i != gone).toArray());
        assign();

        assertThat(world.workers()).containsEntry(linking, copy);
    }

    @Test
    void shouldNoticeThatSitesCameToOneInstance() {
        world.instances(1, 2);
        assign();
        int owner = world.workers().getOrDefault(new TaskId(LINK, 0), 0);
        int other = IntStream.range(1, PARTITIONS)
                .filter(p -> world.workers().getOrDefault(new TaskId(LINK, p), 0) == owner)
                .findFirst()
                .orElseThrow();

        camera(0, 0);
        camera(1, other);

        assertThat(rebalancing.due()).isTrue();
        assign();
        assertThat(loads(LINK)).containsOnly(Map.entry(1, 1), Map.entry(2, 1));
        assertThat(rebalancing.due()).isFalse();
    }

    private Collection<KafkaStreamsAssignment> assign() {
        TaskAssignment assignment = assignor.assign(world);
        assertThat(TaskAssignmentUtils.validateTaskAssignment(world, assignment))
                .isEqualTo(AssignmentError.NONE);
        world.take(assignment.assignment());
        return assignment.assignment();
    }

    private void camera(int partition, int sitePartition) {
        cameras.add(Camera.newBuilder()
                .setCameraId("camera" + cameras.size())
                .setSiteId("site" + sitePartition)
                .setPlace(Place.newBuilder().setCameraPartition(partition).setSitePartition(sitePartition))
                .build());
    }

    private Map<Integer, Integer> loads(int stage) {
        Loads loads = Loads.of(cameras);
        Map<Integer, Integer> of = stage == LINK ? loads.bySite(PARTITIONS) : loads.byCamera(PARTITIONS);
        Map<Integer, Integer> byInstance = new TreeMap<>();
        world.workers()
                .forEach((task, instance) -> byInstance.merge(
                        instance,
                        task.subtopology() == stage ? of.getOrDefault(task.partition(), 0) : 0,
                        Integer::sum));
        return byInstance;
    }
}
