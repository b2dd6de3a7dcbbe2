package dev.sightline.platform.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Place;
import dev.sightline.contracts.v1.RosterEntry;
import dev.sightline.platform.broker.EmbeddedBroker;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.problem.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CameraRegisterIT {
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldGiveAPlaceThatSurvivesChangeAndRemoval() {
        CameraRegister table = new CameraRegister(installation("kept"));
        table.put(camera("north", "hall"));
        table.put(camera("south", "shop"));
        Place first = place(table, "north");

        table.put(camera("north", "hall").toBuilder().setSampleFps(5).build());
        assertThat(place(table, "north")).isEqualTo(first);
        table.remove("north");
        assertThat(table.read()).containsOnlyKeys("south");
        table.put(camera("north", "hall"));

        assertThat(place(table, "north")).isEqualTo(first);
        assertThat(first.getCameraPartition())
                .isNotEqualTo(place(table, "south").getCameraPartition());
        assertThat(first.getSitePartition()).isNotEqualTo(place(table, "south").getSitePartition());
    }

    @Test
    void shouldAskAgainWhenAnotherChangeCameInBetween() {
        KafkaClients clients = installation("between");
        List<Map<String, Camera>> seen = new ArrayList<>();

        String result = new CameraRegister(clients).change(table -> {
            seen.add(table);
            if (seen.size() == 1) {
                new CameraRegister(clients).put(camera("south", "hall"));
            }
            return new CameraRegister.Change<>(
                    Map.of("north", camera("north", "hall")), Set.of(), "the " + seen.size() + ". time");
        });

        assertThat(result).isEqualTo("the 2. time");
        assertThat(seen.get(1)).containsOnlyKeys("south");
        CameraRegister table = new CameraRegister(clients);
        assertThat(place(table, "north").getSitePartition())
                .isEqualTo(place(table, "south").getSitePartition());
        assertThat(place(table, "north").getCameraPartition())
                .isNotEqualTo(place(table, "south").getCameraPartition());
    }

    @Test
    void shouldGiveASiteOnePlaceWhenTwoRegisterAtOnce() {
        KafkaClients clients = installation("two");

        CompletableFuture.allOf(IntStream.range(0, 2)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> new CameraRegister(clients).put(camera("camera" + i, "hall"))))
                        .toArray(CompletableFuture[]::new))
                .join();

        List<Place> places = new CameraRegister(clients)
                .read().values().stream().map(Camera::getPlace).toList();
        assertThat(places).hasSize(2);
        assertThat(places.stream().map(Place::getSitePartition).distinct()).hasSize(1);
        assertThat(places.stream().map(Place::getCameraPartition).distinct()).hasSize(2);
    }

    @Test
    void shouldLeaveCamerasFromBeforeRostersAloneAndTheirPlaceToThem() {
        KafkaClients clients = installation("old");
        CompactedTopic<Camera> topic = new CompactedTopic<>(clients, Topics.CAMERAS);
        topic.putAll(Map.of("north", camera("north", "hall"), "south", camera("south", "hall")));
        CameraRegister table = new CameraRegister(clients);

        table.put(camera("east", "hall"));

        assertThat(table.read().get("north")).as("its run is not interrupted").isEqualTo(camera("north", "hall"));
        assertThat(place(table, "east").getSitePartition()).isEqualTo(Roster.hashed("hall", 4));
        table.put(camera("north", "hall").toBuilder().setSampleFps(5).build());
        assertThat(place(table, "north").getCameraPartition()).isEqualTo(Roster.hashed("north", 4));
    }

    @Test
    void shouldUseNewPartitionsForNewCamerasWhenTopicsGrow() {
        KafkaClients clients = installation("grown");
        new CompactedTopic<>(clients, Topics.CAMERAS).put("old", camera("old", "hall"));
        CameraRegister table = new CameraRegister(clients);
        putAll(table, IntStream.range(0, 4).mapToObj(i -> camera("camera" + i, "hall")));

        Map<String, Integer> grown = new Growth(clients).to(8);

        assertThat(grown)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(clients.name(Topics.FRAMES), 4, clients.name(Topics.OBSERVATIONS), 4));
        Map<String, Camera> before = table.read();
        assertThat(before.values()).allMatch(Camera::hasPlace);
        assertThat(new Growth(clients).to(8)).as("there already").isEmpty();
        assertThatThrownBy(() -> new Growth(clients).to(4))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("topics only grow, and these have more than 4 partitions")
                .hasMessageContaining(clients.name(Topics.FRAMES) + " (8)");
        putAll(table, IntStream.range(4, 8).mapToObj(i -> camera("camera" + i, "shop" + i)));

        Map<String, Camera> after = table.read();
        assertThat(after).containsAllEntriesOf(before);
        assertThat(after.values().stream()
                        .filter(camera -> !before.containsKey(camera.getCameraId()))
                        .map(camera -> camera.getPlace().getCameraPartition()))
                .containsExactlyInAnyOrder(4, 5, 6, 7);
    }

    @Test
    void shouldFollowWhatEachPartitionHasToDo() {
        KafkaClients clients = installation("loads");
        CameraRegister table = new CameraRegister(clients);
        try (CameraLoads loads = new CameraLoads(clients, "loads")) {
            assertThat(loads.get().loads().byCamera(4).values()).containsOnly(0);
            loads.start();
            putAll(table, IntStream.range(0, 4).mapToObj(i -> camera("camera" + i, "hall")));
            await().until(() ->
                    loads.get().loads().byCamera(4).values().stream().allMatch(n -> n == 1));
            table.remove("camera0");
            await().until(() -> loads.get().loads().cameras().size() == 3);
        }
    }

    @Test
    void shouldPutRightARecordThatNamesAPartitionThatIsNotThere() {
        KafkaClients clients = installation("beyond");
        Place nine =
                Place.newBuilder().setCameraPartition(9).setSitePartition(9).build();
        RosterEntry entry = RosterEntry.newBuilder().setPartition(9).build();
        new CompactedTopic<>(clients, Topics.CAMERAS)
                .put("north", camera("north", "hall").toBuilder().setPlace(nine).build());
        new CompactedTopic<>(clients, Topics.ROSTERS).putAll(Map.of("camera/north", entry, "site/hall", entry));
        CameraRegister table = new CameraRegister(clients);

        table.put(camera("south", "hall"));

        assertThat(place(table, "north").getCameraPartition()).isLessThan(4);
        assertThat(place(table, "north").getSitePartition())
                .isLessThan(4)
                .isEqualTo(place(table, "south").getSitePartition());
    }

    private static void putAll(CameraRegister table, Stream<Camera> cameras) {
        Map<String, Camera> byId = cameras.collect(Collectors.toMap(Camera::getCameraId, Function.identity()));
        table.change(there -> new CameraRegister.Change<>(byId, Set.of(), byId));
    }

    private static KafkaClients installation(String prefix) {
        KafkaClients clients = new KafkaClients(broker.access().settings(prefix));
        new TopicAdmin(clients)
                .create(
                        List.of(
                                Topics.CAMERAS,
                                Topics.ROSTERS,
                                Topics.FRAMES,
                                Topics.OBSERVATIONS,
                                Topics.REDESCRIPTIONS,
                                Topics.FEEDBACK,
                                Topics.ERASURES),
                        4,
                        (short) 1);
        return clients;
    }

    private static Place place(CameraRegister table, String id) {
        return Objects.requireNonNull(table.read().get(id)).getPlace();
    }

    private static Camera camera(String id, String site) {
        return Camera.newBuilder()
                .setCameraId(id)
                .setSiteId(site)
                .setSource(id + ".mp4")
                .build();
    }
}
