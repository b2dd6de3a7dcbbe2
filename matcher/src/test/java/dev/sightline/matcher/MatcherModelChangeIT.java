package dev.sightline.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.topology.Promotions;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.kafka.KafkaSettings;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicReader.Read;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another model takes over in a running matcher with a real broker, once undisturbed and once with restarts around it. */
class MatcherModelChangeIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<Topic<String, ?>> OUTPUTS =
            List.of(Topics.TRACKS, Topics.IDENTITY_EVENTS, Topics.SIGHTINGS, Topics.ALERTS);

    private final List<Observation> frames = frames();
    private final int beforeTheSwitch = count(8.8);

    @Test
    void shouldSwitchAtTheSameFrameWhateverIsRestarted() {
        KafkaClients calm = installation("calm");
        Redescription described;
        try (MatcherService matcher = started(calm)) {
            write(calm, frames.subList(0, beforeTheSwitch));
            // The last frame of the camera that is ahead waits for the other one.
            TopicReader.read(calm, Topics.TRACKS, beforeTheSwitch - 1, PATIENCE);
            described = Promotions.redescription(sightings(calm), Promotions.NEW);
            describe(calm, described);
            write(calm, frames.subList(beforeTheSwitch, frames.size()));
            awaitEnds(calm);
        }

        KafkaClients stormy = installation("stormy");
        describe(stormy, described);
        int soon = beforeTheSwitch + 4;
        try (MatcherService matcher = started(stormy)) {
            write(stormy, frames.subList(0, soon));
            TopicReader.read(stormy, Topics.TRACKS, beforeTheSwitch - 1, PATIENCE);
        }
        write(stormy, frames.subList(soon, soon + 20));
        try (MatcherService matcher = started(stormy)) {
            TopicReader.read(stormy, Topics.TRACKS, soon + 10, PATIENCE);
        }
        try (MatcherService matcher = started(stormy)) {
            write(stormy, frames.subList(soon + 20, frames.size()));
            awaitEnds(stormy);
        }

        assertThat(described.getExemplarsCount()).isPositive();
        assertThat(outputs(stormy)).isEqualTo(outputs(calm));
        assertThat(new TreeSet<>(
                        sightings(calm).stream().map(Sighting::getIdentityId).toList()))
                .as("six people")
                .hasSize(6);
    }

    private static List<Observation> frames() {
        Street street = new Street(1, 6, 0.5);
        Promotions promotions = Promotions.one(8.45, 9.05);
        List<Observation> all = new ArrayList<>(promotions.describe(street.walk("north", 0)));
        all.addAll(promotions.describe(street.walk("south", 6)));
        all.sort(Comparator.comparingLong(Observation::getCaptureTimeUs).thenComparing(Observation::getCameraId));
        return all;
    }

    private int count(double untilSeconds) {
        return (int) frames.stream()
                .filter(f -> f.getCaptureTimeUs() < untilSeconds * 1e6)
                .count();
    }

    private static KafkaClients installation(String name) {
        KafkaClients clients = new KafkaClients(KafkaSettings.of(
                KAFKA.bootstrapServers(), KAFKA.clients().settings().topicPrefix() + "-" + name));
        new TopicAdmin(clients).create(Topics.ALL, 2, (short) 1);
        try (TopicWriter writer = new TopicWriter(clients)) {
            for (String camera : List.of("north", "south")) {
                writer.write(Topics.CAMERAS, camera, Street.camera(camera, camera + ".mp4"));
            }
        }
        return clients;
    }

    private static MatcherService started(KafkaClients clients) {
        MatcherService matcher =
                new MatcherService(clients, MatcherPolicy.defaults(), Street::calibrations, new SimpleMeterRegistry());
        matcher.start();
        await().atMost(PATIENCE).until(matcher::ready);
        return matcher;
    }

    private static void write(KafkaClients clients, List<Observation> observations) {
        try (TopicWriter writer = new TopicWriter(clients)) {
            observations.forEach(o -> writer.write(Topics.OBSERVATIONS, o.getCameraId(), o));
        }
    }

    private static void describe(KafkaClients clients, Redescription redescription) {
        try (TopicWriter writer = new TopicWriter(clients)) {
            writer.write(Topics.REDESCRIPTIONS, Street.SITE, redescription);
        }
    }

    private static List<Sighting> sightings(KafkaClients clients) {
        return TopicReader.readAll(clients, Topics.SIGHTINGS).stream()
                .map(Read::value)
                .filter(Objects::nonNull)
                .toList();
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
