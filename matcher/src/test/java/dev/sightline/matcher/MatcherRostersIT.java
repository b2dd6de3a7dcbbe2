package dev.sightline.matcher;

import static dev.sightline.matcher.MatcherRuns.PATIENCE;
import static dev.sightline.matcher.MatcherRuns.awaitEnds;
import static dev.sightline.matcher.MatcherRuns.outputs;
import static dev.sightline.matcher.MatcherRuns.started;
import static dev.sightline.matcher.MatcherRuns.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Place;
import dev.sightline.matcher.topology.StreamsPolicy.TakeOver;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.roster.CameraRegister;
import dev.sightline.platform.roster.Growth;
import dev.sightline.platform.roster.Roster;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sites that the roster places: on two instances both work, and nobody is taken for somebody else because of it. */
class MatcherRostersIT {
    private static final int PARTITIONS = 4;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private final List<Camera> cameras = Stream.of("mall", "station")
            .flatMap(site -> Stream.of("-north", "-south")
                    .map(end -> Street.camera(site + end, site + end + ".mp4").toBuilder()
                            .setSiteId(site)
                            .build()))
            .toList();
    private final List<MatcherService> running = new ArrayList<>();

    @AfterEach
    void stopAll() {
        running.forEach(MatcherService::close);
    }

    @Test
    void shouldHaveTwoMatchersWorkOnTwoSitesAndDecideAsOneDoesByNames() {
        KafkaClients hashed = MatcherRuns.installation(KAFKA, "hashed", PARTITIONS, cameras.toArray(Camera[]::new));
        running.add(started(hashed));
        write(hashed, observations(Map.of()));
        awaitEnds(hashed, 4);

        forget(hashed);
        assertThat(MatcherRuns.registered(hashed, cameras).values())
                .as("removed before there were rosters, and back where the state is")
                .allSatisfy(camera -> assertThat(camera.getPlace())
                        .isEqualTo(Place.newBuilder()
                                .setCameraPartition(Roster.hashed(camera.getCameraId(), PARTITIONS))
                                .setSitePartition(Roster.hashed(camera.getSiteId(), PARTITIONS))
                                .build()));

        KafkaClients placed = MatcherRuns.installation(KAFKA, "placed", PARTITIONS);
        Map<String, Camera> registered = MatcherRuns.registered(placed, cameras);
        List<SimpleMeterRegistry> meters = List.of(new SimpleMeterRegistry(), new SimpleMeterRegistry());
        meters.forEach(each -> running.add(started(placed, TakeOver.none(), each)));
        await().atMost(PATIENCE).until(() -> running.stream().allMatch(MatcherService::ready));
        write(placed, observations(registered));
        awaitEnds(placed, 4);

        assertThat(TopicReader.readAll(placed, Topics.IDENTITY_EVENTS)).hasSizeGreaterThan(6);
        assertThat(outputs(placed)).isEqualTo(outputs(hashed));
        assertThat(meters).allSatisfy(each -> {
            assertThat(each.get("sightline.matcher.observations").counter().count())
                    .as("cameras followed")
                    .isPositive();
            assertThat(each.get("sightline.matcher.frames").counters().stream()
                            .mapToDouble(counter -> counter.count())
                            .sum())
                    .as("frames of a site")
                    .isPositive();
        });
    }

    @Test
    void shouldKnowEverybodyAgainWhenTopicsHaveGrown() {
        KafkaClients calm = MatcherRuns.installation(KAFKA, "calm", PARTITIONS, cameras.toArray(Camera[]::new));
        running.add(started(calm));
        write(calm, observations(Map.of()));
        awaitEnds(calm, 4);
        stopAll();
        running.clear();

        // given: cameras from before rosters, which know their partitions by their names alone
        KafkaClients grown = MatcherRuns.installation(KAFKA, "grown", PARTITIONS, cameras.toArray(Camera[]::new));
        List<Observation> old = observations(Map.of());
        MatcherService before = started(grown);
        write(grown, old.subList(0, old.size() / 2));
        MatcherRuns.awaitRead(grown);
        before.close();

        Map<String, Integer> topics = new Growth(grown).to(7);

        assertThat(topics.keySet()).hasSize(2 + 1 + 4).anyMatch(name -> name.endsWith("by-site-repartition"));
        Map<String, Camera> registered = new CameraRegister(grown).read();
        List<Observation> placed = observations(registered);
        running.add(started(grown));
        write(grown, placed.subList(old.size() / 2, placed.size()));
        awaitEnds(grown, 4);
        assertThat(outputs(grown)).isEqualTo(outputs(calm));
    }

    private void forget(KafkaClients clients) {
        try (TopicWriter writer = new TopicWriter(clients)) {
            cameras.forEach(camera -> writer.write(Topics.CAMERAS, camera.getCameraId(), null));
        }
    }

    private static List<Observation> observations(Map<String, Camera> registered) {
        return Stream.of("mall", "station")
                .flatMap(site -> observations(site, registered))
                .sorted(Comparator.comparingLong(Observation::getCaptureTimeUs).thenComparing(Observation::getCameraId))
                .toList();
    }

    private static Stream<Observation> observations(String site, Map<String, Camera> registered) {
        Street street = new Street(site.hashCode(), 3, 0.5);
        return Stream.concat(street.walk(site + "-north", 0).stream(), street.walk(site + "-south", 6).stream())
                .map(o -> o.toBuilder().setSiteId(site))
                .map(o -> registered.isEmpty()
                        ? o
                        : o.setPlace(place(Objects.requireNonNull(registered.get(o.getCameraId())))))
                .map(Observation.Builder::build);
    }

    private static Place place(Camera camera) {
        assertThat(camera.hasPlace()).isTrue();
        return camera.getPlace();
    }
}
