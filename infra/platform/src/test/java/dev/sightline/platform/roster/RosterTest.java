package dev.sightline.platform.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Place;
import dev.sightline.contracts.v1.RosterEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final Roster.Counts FOUR = new Roster.Counts(4, 4, 4);

    @Test
    void shouldGiveNewCamerasAndSitesThePartitionsWithTheLeast() {
        Roster roster = new Roster(FOUR, Map.of());
        List<Camera> cameras = cameras("hall", 4);
        cameras.addAll(cameras("shop", 4));

        roster.admit(cameras);

        assertThat(places(roster, cameras).values().stream().map(Place::getCameraPartition))
                .containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2, 3, 3);
        assertThat(places(roster, cameras).values().stream().map(Place::getSitePartition))
                .containsExactlyInAnyOrder(0, 0, 0, 0, 1, 1, 1, 1);
    }

    @Test
    void shouldPlaceTheLargestSiteFirst() {
        Roster roster = new Roster(new Roster.Counts(2, 2, 2), Map.of());
        List<Camera> cameras = cameras("a", 1);
        cameras.addAll(cameras("b", 2));
        cameras.addAll(cameras("c", 3));

        roster.admit(cameras);

        List<Integer> sites = cameras.stream()
                .map(roster::placed)
                .map(camera -> camera.getPlace().getSitePartition())
                .toList();
        assertThat(sites).as("a, twice b, three times c").containsExactly(1, 1, 1, 0, 0, 0);
    }

    @Test
    void shouldKeepPlacesForGood() {
        List<Camera> first = cameras("hall", 3);
        Roster before = new Roster(FOUR, Map.of());
        before.admit(first);

        // when: the topics have grown, all of them were removed and others came
        Roster after = new Roster(new Roster.Counts(12, 12, 12), before.added());
        List<Camera> others = cameras("shop", 12);
        after.admit(others);
        others.addAll(first);
        after.admit(others);

        assertThat(places(after, first)).isEqualTo(places(before, first));
        assertThat(after.placed(others.get(0)).getPlace().getSitePartition())
                .as("not where the site is that may come back")
                .isNotEqualTo(before.placed(first.get(0)).getPlace().getSitePartition());
        assertThat(places(after, others).values().stream()
                        .map(Place::getCameraPartition)
                        .distinct())
                .as("new cameras use the new partitions")
                .hasSize(12);
    }

    @Test
    void shouldLeaveWhatWasThereBeforeRostersWhereItIs() {
        Map<String, Camera> old = byId(cameras("hall", 20));
        Roster roster = new Roster(new Roster.Counts(6, 6, 6), Map.of());

        roster.adopt(old);
        roster.admit(old.values());

        old.values().forEach(camera -> {
            Place place = roster.placed(camera).getPlace();
            assertThat(place.getCameraPartition()).isEqualTo(Roster.hashed(camera.getCameraId(), 6));
            assertThat(place.getSitePartition()).isEqualTo(Roster.hashed("hall", 6));
        });
    }

    @Test
    void shouldGiveNoPlaceToAnOldCameraThatHasTwoPartitionsByItsName() {
        Map<String, Camera> old = byId(cameras("hall", 40));
        Roster roster = new Roster(new Roster.Counts(4, 6, 6), Map.of());

        roster.adopt(old);
        roster.admit(old.values());

        assertThat(old.values()).allSatisfy(camera -> {
            boolean same = Roster.hashed(camera.getCameraId(), 4) == Roster.hashed(camera.getCameraId(), 6);
            assertThat(roster.placed(camera).hasPlace()).isEqualTo(same);
        });
    }

    @Test
    void shouldBelieveAPlaceThatIsRecordedWhenTheRosterIsLost() {
        Camera camera = cameras("hall", 1).get(0).toBuilder()
                .setPlace(Place.newBuilder().setCameraPartition(3).setSitePartition(2))
                .build();
        Roster roster = new Roster(FOUR, Map.of());

        roster.adopt(byId(List.of(camera)));

        assertThat(roster.placed(camera)).isEqualTo(camera);
    }

    @Test
    void shouldGiveAnotherPlaceForOneBeyondThePartitions() {
        Camera camera = cameras("hall", 1).get(0).toBuilder()
                .setPlace(Place.newBuilder().setCameraPartition(9).setSitePartition(9))
                .build();
        RosterEntry nine = RosterEntry.newBuilder().setPartition(9).build();
        Roster roster = new Roster(FOUR, Map.of("camera/hall0", nine, "site/hall", nine));

        roster.adopt(byId(List.of(camera)));

        Place place = roster.placed(camera).getPlace();
        assertThat(place.getCameraPartition()).isLessThan(4);
        assertThat(place.getSitePartition()).isLessThan(4);
        assertThat(roster.added()).containsOnlyKeys("camera/hall0", "site/hall");
    }

    @Test
    void shouldSurviveItsRecords() throws Exception {
        List<Camera> cameras = cameras("hall", 5);
        Roster roster = new Roster(FOUR, Map.of());
        roster.admit(cameras);
        Map<String, RosterEntry> read = new TreeMap<>();
        for (Map.Entry<String, RosterEntry> entry : roster.added().entrySet()) {
            read.put(entry.getKey(), RosterEntry.parseFrom(entry.getValue().toByteArray()));
        }

        Roster again = new Roster(FOUR, read);

        assertThat(places(again, cameras)).isEqualTo(places(roster, cameras));
        assertThat(again.added()).isEmpty();
    }

    private static List<Camera> cameras(String site, int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> Camera.newBuilder()
                        .setCameraId(site + i)
                        .setSiteId(site)
                        .build())
                .toList());
    }

    private static Map<String, Camera> byId(Collection<Camera> cameras) {
        Map<String, Camera> byId = new TreeMap<>();
        cameras.forEach(camera -> byId.put(camera.getCameraId(), camera));
        return byId;
    }

    private static Map<String, Place> places(Roster roster, Collection<Camera> cameras) {
        Map<String, Place> places = new TreeMap<>();
        cameras.forEach(
                camera -> places.put(camera.getCameraId(), roster.placed(camera).getPlace()));
        return places;
    }
}
