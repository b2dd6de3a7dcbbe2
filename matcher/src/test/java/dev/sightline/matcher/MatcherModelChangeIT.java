package dev.sightline.matcher;

import static dev.sightline.matcher.MatcherRuns.PATIENCE;
import static dev.sightline.matcher.MatcherRuns.awaitEnds;
import static dev.sightline.matcher.MatcherRuns.outputs;
import static dev.sightline.matcher.MatcherRuns.started;
import static dev.sightline.matcher.MatcherRuns.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.topology.Promotions;
import dev.sightline.matcher.topology.Street;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicReader.Read;
import dev.sightline.testkit.TopicWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another model takes over in a running matcher with a real broker, once undisturbed and once with restarts around it. */
class MatcherModelChangeIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

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
        return MatcherRuns.installation(
                KAFKA, name, Street.camera("north", "north.mp4"), Street.camera("south", "south.mp4"));
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
}
