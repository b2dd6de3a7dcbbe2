package dev.sightline.platform.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RebalancingTest {
    private final AtomicReference<CameraLoads.Snapshot> now = new AtomicReference<>(settled("north"));
    private final Rebalancing rebalancing = new Rebalancing(now::get);

    @Test
    void shouldAskOnceForEachChangeOfCamerasThatMakesItUneven() {
        rebalancing.assigned(loads -> loads.cameras().size() > 1);
        assertThat(rebalancing.due()).as("even").isFalse();

        now.set(settled("north", "south"));

        assertThat(rebalancing.loads().cameras()).hasSize(2);
        assertThat(rebalancing.due()).isTrue();
        assertThat(rebalancing.due()).as("said already").isFalse();
        rebalancing.assigned(loads -> true);
        assertThat(rebalancing.due()).as("assigned again").isTrue();
    }

    @Test
    void shouldWaitUntilChangesHaveSettledAndLeaveItToTheLeader() {
        rebalancing.assigned(loads -> true);
        now.set(new CameraLoads.Snapshot(
                loads("north"), System.nanoTime() + Duration.ofMinutes(1).toNanos()));
        assertThat(rebalancing.due()).as("a moment ago").isFalse();

        now.set(settled("north"));
        rebalancing.follows();

        assertThat(rebalancing.due()).as("another one leads").isFalse();
    }

    private static CameraLoads.Snapshot settled(String... cameras) {
        return new CameraLoads.Snapshot(
                loads(cameras), System.nanoTime() - Duration.ofMinutes(1).toNanos());
    }

    private static Loads loads(String... cameras) {
        return Loads.of(List.of(cameras).stream()
                .map(id -> Camera.newBuilder().setCameraId(id).build())
                .toList());
    }
}
