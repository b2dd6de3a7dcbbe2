package dev.sightline.app.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sightline.app.audit.AuditLines;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.recorder.RecorderPolicy;
import dev.sightline.store.recorder.RecorderService;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicWriter;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import dev.sightline.trainer.snapshot.SnapshotFolder.Check;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From what operators say on the command line, over topic and recorder, to a snapshot. */
class LabeledDataIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long START = 1_700_000_000_000_000L;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @TempDir
    private Path folder;

    @Test
    void shouldMakeASnapshotOfRecordedLabels() throws IOException {
        KAFKA.createTopics(2);
        KafkaClients clients = KAFKA.clients();
        try (TopicWriter writer = new TopicWriter(clients)) {
            write(writer, sighting("north/1/t1", "lobby/p1", "north", 0));
            write(writer, sighting("south/1/t1", "lobby/p1", "south", 20));
            write(writer, sighting("north/1/t2", "lobby/p2", "north", 5));
            write(writer, sighting("east/1/t1", "lobby/p3", "east", 50));
        }
        run("label", "--site", "lobby", "--same", "north/1/t1", "south/1/t1", "--by", "ada");
        run("label", "--site", "lobby", "--different", "north/1/t1", "east/1/t1", "--by", "ada");
        Path list = Files.writeString(folder.resolve("pairs.csv"), "left,right,same\neast/1/t1,west/1/t9,yes\n");
        assertRefused("did you mean south/1/t1?", "label", "--site", "lobby", "--same", "north/1/t1", "suoth/1/t1");
        assertRefused("Did you mean lobby?", "label", "--site", "loby", "--same", "north/1/t1", "west/1/t9");
        assertRefused(
                "not seen at site 'hall': north/1/t1", "label", "--site", "hall", "--same", "north/1/t1", "south/1/t1");
        assertRefused("not recorded: 'west/1/t9'", "label", "--site", "lobby", "--import", list.toString());
        run("label", "--site", "lobby", "--import", list.toString(), "--unchecked");

        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""));
                RecorderService recorder = new RecorderService(
                        clients,
                        database,
                        new FileCropStore(folder.resolve("data/crops")),
                        RecorderPolicy.defaults(),
                        new SimpleMeterRegistry())) {
            recorder.start();
            await().atMost(PATIENCE)
                    .until(() -> new LabelRepository(database).standing("lobby").size() == 3
                            && new dev.sightline.store.sighting.SightingRepository(database)
                                            .ofSite("lobby", "", 9)
                                            .size()
                                    == 4);
        }

        String said = withProblems(
                "dataset",
                "snapshot",
                "--from-labels",
                "--out",
                folder.resolve("said").toString());
        Snapshot people = SnapshotFolder.read(folder.resolve("said"), Check.CONTENTS);
        assertThat(said).contains("the first: east/1/t1 = west/1/t9 (import)").contains("2 pictures unlabeled");
        assertThat(people.identities()).containsExactly("lobby/east/1/t1", "lobby/north/1/t1");
        assertThat(people.crops()).hasSize(6).allMatch(c -> c.time().isPresent());
        assertThat(people.constraints().different("lobby/east/1/t1", "lobby/north/1/t1"))
                .isTrue();

        withProblems(
                "dataset",
                "snapshot",
                "--from-labels",
                "--self-labels",
                "tracklet,time,link",
                "--out",
                folder.resolve("self").toString());
        Snapshot self = SnapshotFolder.read(folder.resolve("self"), Check.CONTENTS);
        assertThat(self.identities()).hasSize(3);
        assertThat(self.constraints().apart()).hasSize(2);
        assertThat(self.crops())
                .filteredOn(c -> c.tracklet().equals("south/1/t1"))
                .extracting(Crop::camera)
                .containsOnly("south");

        assertThat(run("dataset", "show", folder.resolve("self").toString())).contains("lobby", "Split: train");
        run(
                "dataset",
                "export",
                folder.resolve("self").toString(),
                "--reason",
                "for a review",
                "--out",
                folder.resolve("csv").toString());
        assertThat(folder.resolve("csv/labels.csv")).content().hasLineCount(9);
        run(
                "dataset",
                "suspects",
                folder.resolve("self").toString(),
                "--model",
                "person-colour-strip",
                "--out",
                folder.resolve("suspects.csv").toString(),
                "--reason",
                "twins");
        assertThat(audited())
                .containsExactly(
                        "dataset.snapshot |  |  |  | " + folder.resolve("said"),
                        "dataset.snapshot |  |  |  | " + folder.resolve("self"),
                        "dataset.export | " + folder.resolve("self") + " |  | for a review | " + folder.resolve("csv"),
                        "dataset.suspects | " + folder.resolve("self") + " |  | twins | by person-colour-strip to "
                                + folder.resolve("suspects.csv"));
    }

    @Test
    void shouldSayOfIdentitiesWhatHoldsOfTheirTracklets() throws IOException {
        KAFKA.createTopics(2);
        KafkaClients clients = KAFKA.clients();
        try (TopicWriter writer = new TopicWriter(clients)) {
            write(
                    writer,
                    sighting("north/1/t1", "yard/p1", "north", 0).toBuilder()
                            .setSiteId("yard")
                            .build());
            write(
                    writer,
                    sighting("south/1/t1", "yard/p1", "south", 20).toBuilder()
                            .setSiteId("yard")
                            .build());
            write(
                    writer,
                    sighting("east/1/t1", "yard/p2", "east", 50).toBuilder()
                            .setSiteId("yard")
                            .build());
        }
        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""));
                RecorderService recorder = new RecorderService(
                        clients,
                        database,
                        new FileCropStore(folder.resolve("data/crops")),
                        RecorderPolicy.defaults(),
                        new SimpleMeterRegistry())) {
            recorder.start();
            await().atMost(PATIENCE)
                    .until(() -> new dev.sightline.store.sighting.SightingRepository(database)
                                    .ofSite("yard", "", 9)
                                    .size()
                            == 3);

            assertThat(run("identities", "list")).contains("yard/p1", "north,south", "yard/p2");
            assertThat(run("identities", "show", "yard/p1")).contains("north/1/t1", "south/1/t1");
            run("identities", "merge", "yard/p1", "yard/p2", "--by", "ada");
            run("identities", "not", "south/1/t1", "--by", "ada");
            assertRefused("nothing would be left of 'yard/p2'", "identities", "not", "east/1/t1");
            assertRefused("is of 'yard/p2'", "identities", "split", "yard/p1", "east/1/t1");
            assertRefused("'sightline identities list'", "identities", "merge", "yard/p1", "yard/p9");

            await().atMost(PATIENCE)
                    .until(() -> new LabelRepository(database).standing("yard").size() == 2);
            assertThat(new LabelRepository(database).standing("yard"))
                    .extracting(pair -> pair.left() + " " + pair.right() + " " + pair.same())
                    .containsExactlyInAnyOrder("east/1/t1 north/1/t1 true", "north/1/t1 south/1/t1 false");
        }
    }

    /** What was done with data sets. */
    private List<String> audited() {
        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""))) {
            return AuditLines.of(database).stream()
                    .filter(line -> line.startsWith("dataset."))
                    .toList();
        }
    }

    private String run(String... words) {
        return execute(words).ended(0);
    }

    /** One label is about a tracklet that nobody recorded, which every snapshot says. */
    private String withProblems(String... words) {
        return execute(words).ended(3);
    }

    private void assertRefused(String why, String... words) {
        assertThat(execute(words).ended(2)).contains(why);
    }

    private CommandRun execute(String... words) {
        if (words[0].equals("dataset") && words[1].equals("show")) {
            return CommandRun.of(words);
        }
        return CommandRun.with(
                Map.of(
                        "kafka.bootstrap-servers",
                        KAFKA.bootstrapServers(),
                        "kafka.topic-prefix",
                        KAFKA.clients().settings().topicPrefix(),
                        "store.url",
                        url,
                        "data.folder",
                        folder.resolve("data").toString()),
                words);
    }

    private static void write(TopicWriter writer, Sighting sighting) {
        writer.write(Topics.SIGHTINGS, sighting.getIdentityId(), sighting);
    }

    private static Sighting sighting(String tracklet, String identity, String camera, int second) throws IOException {
        Sighting.Builder sighting = Sighting.newBuilder()
                .setSightingId(tracklet)
                .setIdentityId(identity)
                .setSiteId("lobby")
                .setCameraId(camera)
                .setSession(1)
                .setFirstSequence(1)
                .setLastSequence(9)
                .setStartTimeUs(START + second * 1_000_000L)
                .setEndTimeUs(START + (second + 10) * 1_000_000L)
                .setClosed(true)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder()
                        .setSummary("close")
                        .addComparisons(Comparison.newBuilder()
                                .setIdentityId(identity)
                                .setModality(Modality.MODALITY_PERSON)
                                .setSquaredDistance(.01)
                                .setThreshold(.5)));
        for (int i = 0; i < 2; i++) {
            sighting.addExemplars(Exemplar.newBuilder()
                    .setModality(Modality.MODALITY_PERSON)
                    .setVector(UnitVector.normalize("m@1", new float[] {1, .01f * i}, 1)
                            .toMessage())
                    .setCameraId(camera)
                    .setSession(1)
                    .setSequence(i)
                    .setCaptureTimeUs(START + (second + i) * 1_000_000L)
                    .setQuality(.5f)
                    .setCropJpeg(ByteString.copyFrom(jpeg((tracklet + i).hashCode()))));
        }
        return sighting.build();
    }

    private static byte[] jpeg(int seed) throws IOException {
        BufferedImage image = new BufferedImage(8, 16, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 128; i++) {
            image.setRGB(i % 8, i / 8, random.nextInt());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }
}
