package dev.sightline.app.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.database.Database;
import dev.sightline.testkit.EndlessCamera;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.StreetScene;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promise of a change under a running system: cameras that never stop, a model that takes over in the middle and is
 * rolled back later, and no frame is lost, each is described by the model of its capture time, and people stay who they
 * are.
 */
@Timeout(420)
class LiveModelChangeIT {
    private static final Logger LOG = LoggerFactory.getLogger(LiveModelChangeIT.class);
    private static final String TASK = "person-descriptor";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ENOUGH_FRAMES = 20_000;
    private static final double FRAMES_PER_SECOND = 8;
    private static final Map<String, StreetScene> SCENES = new TreeMap<>(Map.of(
            "north", new StreetScene(11, 4, 320, 200, 1, 0), "south", new StreetScene(11, 4, 320, 200, 0.85, 20)));

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    private final Map<String, String> flags = new LinkedHashMap<>();
    private KafkaClients kafka;

    @BeforeEach
    void configure() throws IOException {
        kafka = KAFKA.clients();
        List<StreetScene> scenes =
                List.of(new StreetScene(11, 16, 320, 200, 1, 0), new StreetScene(11, 16, 320, 200, 0.85, 20));
        StreetModels.coarse(folder.resolve("coarse"), scenes);
        StreetModels.fine(folder.resolve("fine"), scenes);
        flags.put("data.folder", folder.resolve("data").toString());
        flags.put("kafka.bootstrap-servers", KAFKA.bootstrapServers());
        flags.put("kafka.topic-prefix", kafka.settings().topicPrefix());
        flags.put("embedder.faces", "false");
        flags.put("embedder.person-descriptor", folder.resolve("coarse").toString());
        // A busy machine may lag, but must not leave frames out here.
        flags.put("embedder.max-frame-age", "10m");
        flags.put("models.crops-per-second", "0");
        SCENES.forEach((camera, scene) -> {
            Path boxes = folder.resolve(camera + ".txt");
            scene.writeDetections(boxes, ENOUGH_FRAMES);
            flags.put("embedder.detections." + camera, boxes.toString());
        });
    }

    @Test
    void shouldChangeModelsWithoutLosingAFrameOrAnIdentity() throws IOException {
        SightlineSettings settings = SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags);
        Map<String, Long> sent = new TreeMap<>();
        try (Installation installation = Installation.open(settings);
                Database database = installation.database();
                EmbedderModels models = installation.embedderModels()) {
            installation.createTopics();
            try (ServiceHost host = new ServiceHost(
                    List.of(installation.recorder(database), installation.matcher(), installation.embedder(models)))) {
                host.start();
                enrolSomebody();
                changeModelsUnder(sent);
                awaitObservations(sent);
                assertThat(host.health()).allMatch(health -> health.live());
            }
        }
        List<ModelAssignment> values = values();
        long promotion = values.get(1).getSwitchTimeUs();
        long rollback = values.get(4).getSwitchTimeUs();
        assertThat(values).extracting(ModelAssignment::getRevision).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertEveryFrame(observations(), sent);
        assertModels(observations(), promotion, rollback);
        assertDescribedAgain();
        assertWatchlist();
        assertHistory();
        assertIdentities(promotion, rollback);
    }

    /** Cameras run from the first line to the last. */
    private void changeModelsUnder(Map<String, Long> sent) {
        EndlessCamera north = camera("north");
        EndlessCamera south = camera("south");
        try (north;
                south) {
            awaitFrames(south, 1.3);
            assertThat(cli("models", "register", folder.resolve("fine").toString(), "--as", "challenger"))
                    .contains("Registered fine@1 (person-descriptor)", "gate: none");
            LOG.info("promotion:\n{}", cli("models", "promote", "challenger", "--force", "no gate in this test"));
            awaitFrames(south, 1.2);
            LOG.info("rollback:\n{}", cli("models", "rollback", "--reason", "to show that it can"));
            awaitFrames(south, 1.2);
        }
        sent.put("north", north.sent());
        sent.put("south", south.sent());
    }

    private EndlessCamera camera(String id) {
        return new EndlessCamera(kafka, Objects.requireNonNull(SCENES.get(id)), id + "@street", FRAMES_PER_SECOND);
    }

    /** Until everybody has walked through so many times more. */
    private void awaitFrames(EndlessCamera camera, double rounds) {
        long until = camera.sent()
                + (long) (rounds * Objects.requireNonNull(SCENES.get("south")).frames());
        await().atMost(PATIENCE).until(() -> camera.sent() >= until);
    }

    private void enrolSomebody() throws IOException {
        ByteArrayOutputStream crop = new ByteArrayOutputStream();
        ImageIO.write(Objects.requireNonNull(SCENES.get("north")).picture(3), "jpg", crop);
        float[] nobody = new float[16];
        nobody[0] = 1;
        WatchlistExemplar exemplar = WatchlistExemplar.newBuilder()
                .setModality(Modality.MODALITY_PERSON)
                .setVector(UnitVector.normalize("coarse@1", nobody, 1).toMessage())
                .setCropJpeg(ByteString.copyFrom(crop.toByteArray()))
                .build();
        try (TopicWriter writer = new TopicWriter(kafka)) {
            writer.write(
                    Topics.WATCHLIST,
                    "somebody",
                    WatchlistEntry.newBuilder()
                            .setEntryId("somebody")
                            .addExemplars(exemplar)
                            .build());
        }
    }

    private String cli(String... arguments) {
        return CommandRun.with(flags, arguments).ended(0);
    }

    private void awaitObservations(Map<String, Long> sent) {
        long all = sent.values().stream().mapToLong(n -> n).sum();
        TopicReader.readUntil(
                kafka,
                Topics.OBSERVATIONS,
                records ->
                        records.stream().filter(r -> sent.containsKey(r.key())).count() >= all,
                all + " observations",
                PATIENCE);
    }

    private List<Observation> observations() {
        return TopicReader.readAll(kafka, Topics.OBSERVATIONS).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .toList();
    }

    private List<ModelAssignment> values() {
        return TopicReader.readAll(kafka, Topics.MODELS).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .filter(value -> value.getTask().equals(TASK))
                .toList();
    }

    private static void assertEveryFrame(List<Observation> observations, Map<String, Long> sent) {
        sent.forEach((camera, frames) -> assertThat(observations.stream()
                        .filter(o -> o.getCameraId().equals(camera))
                        .map(Observation::getSequence))
                .as(camera)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, frames).boxed().toList()));
    }

    /** The model of a frame's capture time, always; the other one beside it, from when it was loaded to the switch. */
    private static void assertModels(List<Observation> observations, long promotion, long rollback) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Observation observation : observations) {
            long time = observation.getCaptureTimeUs();
            boolean fine = time >= promotion && time < rollback;
            for (Detection detection : observation.getDetectionsList()) {
                if (detection.getModality() != Modality.MODALITY_PERSON
                        || detection.getVector().getModelId().isEmpty()) {
                    continue;
                }
                String next = detection.getNextVector().getModelId();
                assertThat(detection.getVector().getModelId())
                        .as(observation.getCameraId() + " " + observation.getSequence())
                        .isEqualTo(fine ? "fine@1" : "coarse@1");
                assertThat(next).isIn("", fine ? "coarse@1" : time < promotion ? "fine@1" : "");
                counts.merge(detection.getVector().getModelId() + " + " + next, 1, Integer::sum);
            }
        }
        LOG.info("descriptors by model and next model: {}", counts);
        assertThat(counts).containsOnlyKeys("coarse@1 + ", "coarse@1 + fine@1", "fine@1 + ", "fine@1 + coarse@1");
    }

    private void assertDescribedAgain() {
        List<Redescription> all = TopicReader.readAll(kafka, Topics.REDESCRIPTIONS).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .toList();
        assertThat(all)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message.getSiteId()).isEqualTo("street"));
        List<String> models = all.stream()
                .flatMap(message -> message.getExemplarsList().stream())
                .map(exemplar -> exemplar.getVector().getModelId())
                .distinct()
                .toList();
        assertThat(models).containsExactlyInAnyOrder("fine@1", "coarse@1");
    }

    private void assertWatchlist() {
        WatchlistEntry entry = TopicReader.readAll(kafka, Topics.WATCHLIST).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(entry.getExemplarsList())
                .extracting(exemplar -> exemplar.getVector().getModelId())
                .containsExactly("coarse@1", "fine@1");
        assertThat(entry.getExemplarsList())
                .extracting(WatchlistExemplar::getCropJpeg)
                .allMatch(crop -> crop.equals(entry.getExemplars(0).getCropJpeg()), "the same crop");
    }

    private void assertHistory() {
        String history = cli("models", "history");
        LOG.info("history:\n{}", history);
        assertThat(history)
                .containsPattern("coarse@1 +person-descriptor +champion")
                .containsPattern("fine@1 +person-descriptor +previous")
                .containsPattern("switched +fine@1 +instead of coarse@1")
                .containsPattern("switched +coarse@1 +instead of fine@1 from .* on rollback: to show that it can");
    }

    private void assertIdentities(long promotion, long rollback) {
        Visits visits = Visits.of(
                TopicReader.readAll(kafka, Topics.TRACKS).stream()
                        .map(read -> Objects.requireNonNull(read.value()))
                        .filter(tracks -> SCENES.containsKey(tracks.getCameraId()))
                        .toList(),
                SCENES);
        for (long moment : new long[] {promotion, rollback}) {
            LOG.info("in view at {}: {}", moment, visits.across(moment));
            assertThat(visits.across(moment))
                    .as("people in view")
                    .isNotEmpty()
                    .allSatisfy((visit, identities) ->
                            assertThat(identities).as(visit).hasSize(1));
            for (int person = 0; person < 4; person++) {
                assertThat(visits.since(person, moment))
                        .as("person " + person + " from " + moment + " on")
                        .containsOnly(visits.lastBefore(person, moment).orElseThrow());
            }
        }
    }
}
