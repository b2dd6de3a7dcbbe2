package dev.sightline.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.testkit.ExpandingRecord;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicReader.Read;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MatcherServiceIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);

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
    }

    @Test
    void shouldPutBrokenRecordsAside() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        cameras(clients);
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
        KafkaClients clients = new KafkaClients(KafkaSettings.of(
                KAFKA.bootstrapServers(), KAFKA.clients().settings().topicPrefix() + "-" + name));
        new TopicAdmin(clients).create(Topics.ALL, 2, (short) 1);
        cameras(clients);
        return clients;
    }

    private static void cameras(KafkaClients clients) {
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(Topics.CAMERAS, "north", Street.camera("north", "north.mp4"));
            writer.write(
                    Topics.CAMERAS,
                    "south",
                    Street.camera("south", "south.mp4").toBuilder()
                            .setRestricted(true)
                            .build());
        }
    }

    private static MatcherService started(KafkaClients clients) {
        MatcherService matcher =
                new MatcherService(clients, MatcherPolicy.defaults(), Street::calibrations, new SimpleMeterRegistry());
        matcher.start();
        await().atMost(PATIENCE).until(matcher::ready);
        return matcher;
    }

    private static void write(KafkaClients clients, List<Observation> north, List<Observation> south) {
        try (TopicWriter writer = new TopicWriter(clients)) {
            north.forEach(o -> writer.write(Topics.OBSERVATIONS, o.getCameraId(), o));
            south.forEach(o -> writer.write(Topics.OBSERVATIONS, o.getCameraId(), o));
        }
    }

    private static void awaitEnds(KafkaClients clients) {
        TopicReader.readUntil(
                clients,
                Topics.TRACKS,
                tracks -> tracks.stream()
                                .map(Read::value)
                                .filter(t -> t != null && t.getEndOfStream())
                                .map(CameraTracks::getCameraId)
                                .distinct()
                                .count()
                        == 2,
                "the end of both cameras",
                PATIENCE);
    }

    /** Every value of every topic, by key in order. */
    private static Map<String, Map<String, List<String>>> outputs(KafkaClients clients) {
        Map<String, Map<String, List<String>>> all = new TreeMap<>();
        for (Topic<String, ?> topic : OUTPUTS) {
            Map<String, List<String>> byKey = all.computeIfAbsent(topic.noun(), t -> new TreeMap<>());
            for (Read<String, ?> record : TopicReader.readAll(clients, topic)) {
                Object value = record.value();
                byte[] bytes = value instanceof MessageLite message ? message.toByteArray() : (byte[]) value;
                byKey.computeIfAbsent(record.key(), k -> new ArrayList<>())
                        .add(Base64.getEncoder().encodeToString(bytes));
            }
        }
        return all;
    }
}
