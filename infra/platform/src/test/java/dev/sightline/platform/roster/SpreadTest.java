package dev.sightline.platform.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The promise of {@code infra/docs/scale.md}: with 16 partitions, 1 to 6 instances and 2 to 100 cameras the busiest instance
 * has at most 1.3 times the mean, or as much as whole cameras, and for sites whole sites, allow.
 */
class SpreadTest {
    private static final int PARTITIONS = 16;

    @Test
    void shouldSpreadCamerasOverEmbedders() {
        for (int cameras = 2; cameras <= 100; cameras++) {
            Loads loads = Loads.of(registered(cameras, 1, new Random(cameras)));
            for (int instances = 1; instances <= 6; instances++) {
                Map<Integer, Integer> load = loads.byCamera(PARTITIONS);
                Map<Integer, Integer> owners = Spread.of(load, Map.of(), shares(instances));

                assertThat(most(load, owners))
                        .as("%d cameras on %d instances", cameras, instances)
                        .isLessThanOrEqualTo(allowed(cameras, instances));
            }
        }
    }

    @Test
    void shouldSpreadSitesOverMatchers() {
        for (int cameras = 2; cameras <= 100; cameras++) {
            for (int sites = 1; sites <= Math.min(cameras, 24); sites++) {
                Loads loads = Loads.of(registered(cameras, sites, new Random(31L * cameras + sites)));
                for (int instances = 1; instances <= 6; instances++) {
                    Map<Integer, Integer> load = loads.bySite(PARTITIONS);
                    Map<Integer, Integer> owners = Spread.of(load, Map.of(), shares(instances));

                    assertThat(most(load, owners))
                            .as("%d cameras of %d sites on %d instances", cameras, sites, instances)
                            .isLessThanOrEqualTo(wholeSites(cameras, sites, instances));
                }
            }
        }
    }

    @Test
    void shouldStayEvenAndMoveLittleWhileInstancesComeAndGo() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int cameras = 2 + random.nextInt(99);
            Map<Integer, Integer> load =
                    Loads.of(registered(cameras, 1, random)).byCamera(PARTITIONS);
            int instances = 1 + random.nextInt(6);
            Map<Integer, Integer> owners = Spread.of(load, Map.of(), shares(instances));
            for (int change = 0; change < 10; change++) {
                int next = Math.min(6, Math.max(1, instances + (random.nextBoolean() ? 1 : -1)));
                Map<Integer, Integer> after = Spread.of(load, owners, shares(next));

                String what = "seed " + seed + ": " + cameras + " cameras, " + instances + " to " + next + " instances";
                assertThat(most(load, after)).as(what).isLessThanOrEqualTo(allowed(cameras, next));
                assertThat(moved(owners, after))
                        .as(what)
                        .isLessThanOrEqualTo(
                                (PARTITIONS + Math.min(instances, next) - 1) / Math.min(instances, next) + 2);
                instances = next;
                owners = after;
            }
        }
    }

    @Test
    void shouldMoveNothingWhenNothingChanged() {
        Map<Integer, Integer> load = Loads.of(registered(37, 5, new Random(1))).bySite(PARTITIONS);
        Map<Integer, Integer> owners = Spread.of(load, Map.of(), shares(4));

        assertThat(Spread.of(load, owners, shares(4))).isEqualTo(owners);
        assertThat(Spread.uneven(load, owners, shares(4))).isFalse();
    }

    @Test
    void shouldAskForAnotherAssignmentOnlyWhereItHelps() {
        Map<Integer, Integer> owners = new HashMap<>(Map.of(0, 0, 1, 0, 2, 1, 3, 1));

        assertThat(Spread.uneven(Map.of(0, 1, 1, 1, 2, 0, 3, 0), owners, shares(2)))
                .as("two cameras on one instance")
                .isTrue();
        assertThat(Spread.uneven(Map.of(0, 5, 1, 0, 2, 0, 3, 0), owners, shares(2)))
                .as("one partition cannot be divided")
                .isFalse();
        assertThat(Spread.uneven(Map.of(0, 3, 1, 3, 2, 2, 3, 3), owners, shares(2)))
                .as("less than 1.3 times the mean")
                .isFalse();
        assertThat(Spread.uneven(Map.of(0, 0, 1, 0, 2, 0, 3, 0), owners, shares(2)))
                .as("nothing to do")
                .isFalse();
    }

    @Test
    void shouldGiveMoreToWhoHasMoreThreads() {
        Map<Integer, Integer> load = new TreeMap<>();
        IntStream.range(0, 12).forEach(partition -> load.put(partition, 2));

        Map<Integer, Integer> owners = Spread.of(load, Map.of(), Map.of(0, 1, 1, 3));

        assertThat(owners.values().stream().filter(owner -> owner == 1)).hasSize(9);
    }

    @Test
    void shouldAssignNothingWithoutInstances() {
        assertThat(Spread.of(Map.of(0, 1), Map.<Integer, Integer>of(), Map.of()))
                .isEmpty();
    }

    /** Cameras of sites of about one size, registered in any order and in one to three steps. */
    private static List<Camera> registered(int cameras, int sites, Random random) {
        List<Camera> all = new ArrayList<>(IntStream.range(0, cameras)
                .mapToObj(i -> Camera.newBuilder()
                        .setCameraId("camera" + i + "-" + random.nextInt(1000))
                        .setSiteId("site" + i % sites)
                        .build())
                .toList());
        Collections.shuffle(all, random);
        Roster roster = new Roster(new Roster.Counts(PARTITIONS, PARTITIONS, PARTITIONS), Map.of());
        if (sites == 1) {
            roster.admit(all.subList(0, random.nextInt(cameras)));
        }
        roster.admit(all);
        return all.stream().map(roster::placed).toList();
    }

    private static Map<Integer, Integer> shares(int instances) {
        Map<Integer, Integer> shares = new HashMap<>();
        IntStream.range(0, instances).forEach(instance -> shares.put(instance, 1));
        return shares;
    }

    private static double most(Map<Integer, Integer> load, Map<Integer, Integer> owners) {
        Map<Integer, Integer> byInstance = new HashMap<>();
        owners.forEach((partition, owner) -> byInstance.merge(owner, load.getOrDefault(partition, 0), Integer::sum));
        assertThat(owners).hasSize(PARTITIONS);
        return Collections.max(byInstance.values());
    }

    /** 1.3 times the mean, or the least that whole cameras allow. */
    private static double allowed(int cameras, int instances) {
        return Math.max(1.3 * cameras / instances, (cameras + instances - 1) / instances);
    }

    /** Sites of a size: the least that whole sites allow, where they are not many more than partitions. */
    private static double wholeSites(int cameras, int sites, int instances) {
        int largest = (cameras + sites - 1) / sites;
        int each = (sites + instances - 1) / instances;
        return Math.max(1.3 * cameras / instances, (double) each * largest);
    }

    private static long moved(Map<Integer, Integer> before, Map<Integer, Integer> after) {
        return before.entrySet().stream()
                .filter(e -> !e.getValue().equals(after.get(e.getKey())))
                .count();
    }
}
