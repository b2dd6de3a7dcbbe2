package dev.sightline.app.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
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
import dev.sightline.store.recorder.RecorderPolicy;
import dev.sightline.store.recorder.RecorderService;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A site improves itself without a label, live and back again; one whose links are poisoned does not. */
@Timeout(600)
class AdaptIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long START = 1_700_000_000_000_000L;
    private static final int PEOPLE = 130;
    private static final int CROPS = 4;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final DrawnPeople drawn = new DrawnPeople(7);

    @Test
    void shouldImproveASiteAndGoBack() throws IOException {
        KAFKA.createTopics(2);
        drawn.unlearned(folder.resolve("unlearned"));
        Path old = drawn.list(folder.resolve("mall"), 100, 3);
        walkBy();
        record();

        String said = run(
                0,
                "adapt",
                "--site",
                "yard",
                "--old-data",
                "mall=" + old,
                "--old-hold-back",
                "share=0.3",
                "--out",
                folder.resolve("run").toString(),
                "--change",
                "epochs=10",
                "--change",
                "optimizer.rate=0.02",
                "--change",
                "augmentation={flip: 0, pad-crop: 0, erase: 0, color: 0, gray: 0, blur: 0, shrink: 0, jpeg: 0}");

        assertThat(said)
                .contains("PASSED")
                .contains("rank-1 north -> south")
                .contains("rank-1, old site mall")
                .contains("The adapted model is promoted and serves from");
        assertThat(folder.resolve("run").resolve(AdaptReport.JSON)).content().contains("\"verdict\" : \"passed\"");
        assertThat(serving().getServing().getModelId()).isEqualTo("unlearned-at-yard@1");

        run(0, "models", "rollback", "--reason", "a test");

        assertThat(serving().getServing().getModelId()).isEqualTo("unlearned@1");
    }

    @Test
    void shouldRefuseASiteWithLinksAtRandom() throws IOException {
        drawn.unlearned(folder.resolve("unlearned"));
        Path list = drawn.list(folder.resolve("yard"), 40, CROPS);
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder links = new StringBuilder("left,right,same\n");
        for (int person = 0; person < 40; person++) {
            links.append("north/%03d,south/%03d,same%n".formatted(person, random.nextInt(40)));
        }
        Path poison = Files.writeString(folder.resolve("links.csv"), links);

        String said = run(
                3,
                "adapt",
                "--data",
                "yard=" + list,
                "--links",
                poison.toString(),
                "--out",
                folder.resolve("run").toString());

        assertThat(said)
                .contains("REFUSED")
                .contains("the links between cameras do not hold")
                .contains("unlearned@1 stays");
        assertThat(folder.resolve("run").resolve(AdaptReport.JSON)).content().contains("\"refused\"");
        assertThat(folder.resolve("run/round-1")).doesNotExist();
    }

    @Test
    void shouldServeTheMeanOfBothModelsWhereNoOldSiteSaysWhatWasForgotten() throws IOException {
        drawn.unlearned(folder.resolve("unlearned"));
        Path list = drawn.list(folder.resolve("yard"), 60, CROPS);

        String said = run(
                3, // Too few frozen people to calibrate on.
                "adapt",
                "--data",
                "yard=" + list,
                "--out",
                folder.resolve("run").toString(),
                "--change",
                "epochs=3");

        assertThat(said)
                .contains("so the mean of both models is taken")
                .contains("agreement with unlearned@1, for no old site is here")
                .contains("are enough to calibrate the new model");
        assertThat(folder.resolve("run/half-way/package/gate.json")).exists();
    }

    private void walkBy() throws IOException {
        try (TopicWriter writer = new TopicWriter(KAFKA.clients())) {
            for (int person = 0; person < PEOPLE; person++) {
                DrawnPeople.Clothes clothes = drawn.dressed();
                for (String camera : DrawnPeople.CAMERAS) {
                    Sighting sighting = sighting(person, camera, clothes);
                    writer.write(Topics.SIGHTINGS, sighting.getIdentityId(), sighting);
                }
            }
        }
    }

    private void record() {
        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""));
                RecorderService recorder = new RecorderService(
                        KAFKA.clients(),
                        database,
                        new FileCropStore(folder.resolve("data/crops")),
                        RecorderPolicy.defaults(),
                        new SimpleMeterRegistry())) {
            recorder.start();
            SightingRepository sightings = new SightingRepository(database);
            await().atMost(PATIENCE)
                    .until(() -> sightings.ofSite("yard", "", 3 * PEOPLE).size() == 2 * PEOPLE);
        }
    }

    private ModelAssignment serving() {
        return TopicReader.readAll(KAFKA.clients(), Topics.MODELS).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private String run(int status, String... words) {
        Map<String, String> settings = Map.of(
                "kafka.bootstrap-servers",
                KAFKA.bootstrapServers(),
                "kafka.topic-prefix",
                KAFKA.clients().settings().topicPrefix(),
                "store.url",
                url,
                "data.folder",
                folder.resolve("data").toString(),
                "embedder.person-descriptor",
                folder.resolve("unlearned").toString(),
                "models.grace",
                "0ms",
                "trainer.threads",
                "1");
        return CommandRun.with(settings, words).ended(status);
    }

    private Sighting sighting(int person, String camera, DrawnPeople.Clothes clothes) throws IOException {
        long startUs = START + person * 1_000_000L + (camera.equals("north") ? 0 : 600_000_000L);
        Sighting.Builder sighting = Sighting.newBuilder()
                .setSightingId(camera + "/1/t" + person)
                .setIdentityId("yard/" + camera + person)
                .setSiteId("yard")
                .setCameraId(camera)
                .setSession(1)
                .setFirstSequence(1)
                .setLastSequence(CROPS)
                .setStartTimeUs(startUs)
                // Half of a second together with the next one.
                .setEndTimeUs(startUs + 1_600_000)
                .setClosed(true)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder().setSummary("first"));
        for (int i = 0; i < CROPS; i++) {
            sighting.addExemplars(Exemplar.newBuilder()
                    .setModality(Modality.MODALITY_PERSON)
                    .setVector(UnitVector.normalize("unlearned@1", new float[] {1, 1}, 1)
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
