package dev.sightline.matcher;

import static dev.sightline.matcher.MatcherRuns.PATIENCE;
import static dev.sightline.matcher.MatcherRuns.awaitEnds;
import static dev.sightline.matcher.MatcherRuns.outputs;
import static dev.sightline.matcher.MatcherRuns.started;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.topology.LearnedTopology;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.testkit.ExpandingRecord;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicReader.Read;
import dev.sightline.testkit.TopicWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MatcherServiceIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private final Street street = new Street(1, 6, 0.5);
    private final List<Observation> north = street.walk("north", 0);
    private final List<Observation> south = street.walk("south", 6);

    @Test
    void shouldGoOnAfterARestartAsIfNothingHadHappened() {
        KafkaClients calm = installation("calm");
        try (MatcherService matcher = started(calm)) {
            write(calm, north, south);
            awaitEnds(calm);
            assertThat(matcher.ready()).isTrue();
            assertThat(matcher.live()).isTrue();
        }

        KafkaClients stormy = installation("stormy");
        int half = north.size() / 2;
        try (MatcherService matcher = started(stormy)) {
            write(stormy, north.subList(0, half), south.subList(0, half / 3));
            TopicReader.read(stormy, Topics.TRACKS, half / 3, PATIENCE);
        }
        write(stormy, north.subList(half, north.size()), List.of());
        try (MatcherService matcher = started(stormy)) {
            write(stormy, List.of(), south.subList(half / 3, south.size()));
            awaitEnds(stormy);
            assertThat(matcher.name()).isEqualTo("matcher");
        }

        assertThat(outputs(stormy)).isEqualTo(outputs(calm));
        assertThat(TopicReader.readAll(calm, Topics.IDENTITY_EVENTS)).hasSizeGreaterThan(12);
        assertThat(LearnedTopology.read(calm).get(Street.SITE))
                .filteredOn(way ->
                        way.fromCamera().equals("north") && way.toCamera().equals("south"))
                .singleElement()
                .satisfies(way -> assertThat(way.people()).isBetween(5.0, 6.5));
    }

    @Test
    void shouldPutBrokenRecordsAside() {
        KafkaClients clients = installation("broken");
        try (MatcherService matcher = started(clients);
                TopicWriter writer = new TopicWriter(clients)) {
            writer.writeBytes(Topics.OBSERVATIONS, "north".getBytes(StandardCharsets.UTF_8), new byte[] {9, 9, 9});
            write(clients, north, south);

            List<Read<String, DeadLetter>> letters = TopicReader.read(clients, Topics.DEAD_LETTERS, 1, PATIENCE);
            awaitEnds(clients);

            assertThat(letters).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo(clients.name(Topics.OBSERVATIONS));
                assertThat(letter.value())
                        .isNotNull()
                        .extracting(DeadLetter::getKind)
                        .isEqualTo("observation-unreadable");
            });
            assertThat(matcher.ready()).isTrue();
        }
    }

    @Test
    void shouldGoPastObservationsThatExpandToMoreThanMemoryHolds() throws IOException {
        KafkaClients clients = installation("expanding");
        write(clients, north.subList(0, 10), List.of());
        ExpandingRecord.produce(KAFKA.bootstrapServers(), clients.name(Topics.OBSERVATIONS), 2);
        write(clients, north.subList(10, north.size()), south);
        try (MatcherService matcher = started(clients)) {
            awaitEnds(clients);

            assertThat(matcher.ready()).isTrue();
            assertThat(TopicReader.readAll(clients, Topics.TRACKS)).hasSize(north.size() + south.size());
        }
    }

    @Test
    void shouldGoOnWhenACrowdMakesMoreThanARecordHolds() {
        KafkaClients clients = installation("crowd");
        KafkaSettings set = clients.settings();
        KafkaClients small = new KafkaClients(new KafkaSettings(
                set.bootstrapServers(),
                set.topicPrefix(),
                set.common(),
                Map.of("max.request.size", "50000"),
                set.consumer(),
                set.admin(),
                set.streams()));
        try (MatcherService matcher = started(small)) {
            write(clients, north.stream().map(MatcherServiceIT::withLargeCrops).toList(), south);
            awaitEnds(clients);

            assertThat(matcher.ready()).isTrue();
            assertThat(TopicReader.readAll(clients, Topics.TRACKS)).hasSize(north.size() + south.size());
            assertThat(TopicReader.readAll(clients, Topics.DEAD_LETTERS)).isEmpty();
        }
    }

    private static Observation withLargeCrops(Observation observation) {
        Observation.Builder heavy = observation.toBuilder();
        heavy.getDetectionsBuilderList().forEach(d -> d.setCropJpeg(ByteString.copyFrom(new byte[9_000])));
        return heavy.build();
    }

    private static KafkaClients installation(String name) {
        return MatcherRuns.installation(KAFKA, name, cameras());
    }

    private static Camera[] cameras() {
        return new Camera[] {
            Street.camera("north", "north.mp4"),
            Street.camera("south", "south.mp4").toBuilder().setRestricted(true).build()
        };
    }

    private static void write(KafkaClients clients, List<Observation> north, List<Observation> south) {
        MatcherRuns.write(clients, north);
        MatcherRuns.write(clients, south);
    }
}
