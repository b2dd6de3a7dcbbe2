package dev.sightline.app.drawn;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sightline.app.audit.AuditLines;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.erasure.DataSnapshots;
import dev.sightline.store.erasure.ErasedKeys;
import dev.sightline.store.recorder.RecorderPolicy;
import dev.sightline.store.recorder.RecorderService;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The site {@code yard}, where everybody drawn walks by both cameras and is recorded; commands run beside it. */
public final class DrawnSite {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long START = 1_700_000_000_000_000L;
    private static final long FRAME_US = 400_000;

    private final KafkaBroker kafka;
    private final Path folder;
    private final DrawnPeople drawn;
    private final String model;
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    /**
     * A site that saw nobody yet.
     *
     * @param folder holds its data, and the package of the model in a folder named as it
     * @param model that serves
     */
    public DrawnSite(KafkaBroker kafka, Path folder, DrawnPeople drawn, String model) {
        this.kafka = kafka;
        this.folder = folder;
        this.drawn = drawn;
        this.model = model;
    }

    /** So many people walk by, each once in each camera, one a second. */
    public void walkBy(int people, int crops) throws IOException {
        try (TopicWriter writer = new TopicWriter(kafka.clients())) {
            for (int person = 0; person < people; person++) {
                DrawnPeople.Clothes clothes = drawn.dressed();
                for (String camera : DrawnPeople.CAMERAS) {
                    Sighting sighting = sighting(person, camera, clothes, crops);
                    writer.write(Topics.SIGHTINGS, sighting.getIdentityId(), sighting);
                }
            }
        }
    }

    /** Records until the sightings of so many people are in the database, and what else is waited for. */
    public void record(int people, Predicate<Database> also) {
        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""));
                RecorderService recorder = new RecorderService(
                        kafka.clients(),
                        database,
                        new FileCropStore(folder.resolve("data/crops")),
                        RecorderPolicy.defaults(),
                        new SimpleMeterRegistry())) {
            recorder.start();
            SightingRepository sightings = new SightingRepository(database);
            await().atMost(PATIENCE)
                    .until(() -> also.test(database)
                            && sightings.ofSite("yard", "", 3 * people).size() == 2 * people);
        }
    }

    /** What is in the audit log, by {@link AuditLines}. */
    public List<String> audited() {
        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""))) {
            return AuditLines.of(database);
        }
    }

    /** Hashes of the data sets noted to hold a recorded crop, so that an erasure names what learned from them. */
    public List<String> dataSetsWith(String sha256) {
        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""))) {
            return new DataSnapshots(database)
                    .holding(Set.of(ErasedKeys.ofCrop(sha256))).stream()
                            .map(DataSnapshots.Made::hash)
                            .toList();
        }
    }

    /** The newest word on which model serves. */
    public ModelAssignment serving() {
        return TopicReader.readAll(kafka.clients(), Topics.MODELS).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Runs a command with the settings of this site; what it printed. */
    public String run(int expected, String... words) {
        Map<String, String> settings = Map.of(
                "kafka.bootstrap-servers", kafka.bootstrapServers(),
                "kafka.topic-prefix", kafka.clients().settings().topicPrefix(),
                "store.url", url,
                "data.folder", folder.resolve("data").toString(),
                "embedder.person-descriptor", folder.resolve(model).toString(),
                "models.grace", "0ms",
                "trainer.threads", "1");
        return CommandRun.with(settings, words).ended(expected);
    }

    private Sighting sighting(int person, String camera, DrawnPeople.Clothes clothes, int crops) throws IOException {
        long startUs = START + person * 1_000_000L + (camera.equals("north") ? 0 : 600_000_000L);
        Sighting.Builder sighting = Sighting.newBuilder()
                .setSightingId(camera + "/1/t" + person)
                .setIdentityId("yard/" + camera + person)
                .setSiteId("yard")
                .setCameraId(camera)
                .setSession(1)
                .setFirstSequence(1)
                .setLastSequence(crops)
                .setStartTimeUs(startUs)
                .setEndTimeUs(startUs + FRAME_US * crops)
                .setClosed(true)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder().setSummary("first"));
        for (int i = 0; i < crops; i++) {
            sighting.addExemplars(Exemplar.newBuilder()
                    .setModality(Modality.MODALITY_PERSON)
                    .setVector(UnitVector.normalize(model + "@1", new float[] {1, 1}, 1)
                            .toMessage())
                    .setCameraId(camera)
                    .setSession(1)
                    .setSequence(i)
                    .setCaptureTimeUs(startUs + i)
                    .setQuality(.5f)
                    .setCropJpeg(ByteString.copyFrom(drawn.crop(camera, clothes))));
        }
        return sighting.build();
    }
}
