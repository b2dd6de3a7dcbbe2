package dev.sightline.app.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.StreetScene;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Promotions by command, without the services: what is written, what is refused, and what a cut off one leaves behind. */
@Timeout(180)
class PromotionIT {
    private static final String TASK = "person-descriptor";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final StreetScene SCENE = new StreetScene(11, 6, 320, 200, 1, 0);

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    private final Map<String, String> flags = new LinkedHashMap<>();
    private KafkaClients kafka;

    @BeforeEach
    void configure() throws IOException {
        kafka = KAFKA.clients();
        KAFKA.createTopics(4);
        List<StreetScene> scenes = List.of(SCENE, new StreetScene(11, 6, 320, 200, 0.85, 0));
        StreetModels.coarse(folder.resolve("coarse"), scenes);
        StreetModels.fine(folder.resolve("fine"), scenes);
        flags.put("data.folder", folder.resolve("data").toString());
        Database.embedded(folder.resolve("data/database")).close(); // As a recorder leaves it.
        flags.put("kafka.bootstrap-servers", KAFKA.bootstrapServers());
        flags.put("kafka.topic-prefix", kafka.settings().topicPrefix());
        flags.put("embedder.person-descriptor", folder.resolve("coarse").toString());
        flags.put("models.grace", "0ms");
    }

    @Test
    void shouldDescribeWhatIsStoredAndLeaveOutWhatHasNoCrop() throws IOException {
        record(List.of(exemplar(1, true), exemplar(2, true), exemplar(3, false)));
        cli("models", "register", folder.resolve("fine").toString());

        CommandRun run = cli("models", "promote", "fine", "--force", "no gate here");

        assertThat(run.status()).as(run.printed()).isZero();
        assertThat(run.printed())
                .contains("2 stored exemplars were re-embedded")
                .contains("1 have no crop");
        List<RedescribedExemplar> described = TopicReader.readAll(kafka, Topics.REDESCRIPTIONS).stream()
                .flatMap(read -> Objects.requireNonNull(read.value()).getExemplarsList().stream())
                .toList();
        assertThat(described)
                .extracting(e -> e.getTrackletId() + " " + e.getSequence() + " " + e.getDetectionIndex() + " "
                        + e.getCameraId() + " " + e.getVector().getModelId())
                .containsExactly("t1 1 2 north fine@1", "t1 2 2 north fine@1");
        assertThat(described.get(0).getVector().getQuality()).isEqualTo(0.5f);
        assertThat(values())
                .extracting(v -> v.getServing().getModelId() + " " + v.getNext().getModelId() + " "
                        + v.getPrevious().getModelId() + " " + (v.getSwitchTimeUs() > 0))
                .containsExactly("coarse@1 fine@1  false", "coarse@1 fine@1  true", "fine@1  coarse@1 true");
        assertThat(cli("models", "promote", "fine", "--force", "no gate here").printed())
                .contains("model fine@1 serves already");
    }

    @Test
    void shouldKeepTheChampionAgainstARefusedChallengerUnlessSomebodySaysWhy() throws Exception {
        judge("refused", "rank-1 falls by .05");
        assertThat(cli("models", "register", folder.resolve("fine").toString(), "--as", "challenger")
                        .printed())
                .contains("gate: refused");

        CommandRun refused = cli("models", "promote", "challenger");

        assertThat(refused.status()).isNotZero();
        assertThat(refused.printed()).contains("the gate says refused about fine@1: rank-1 falls by .05");
        assertThat(values()).isEmpty();
        assertThat(cli("models", "promote", "challenger", "--force", "only for the night", "--by", "ada")
                        .status())
                .isZero();
        assertThat(cli("models", "history").printed())
                .contains("forced: only for the night")
                .contains("ada");
        assertThat(audited())
                .containsExactly(
                        "model.register " + folder.resolve("fine") + " '' 'as challenger'",
                        "model.promote challenger '' ''",
                        "model.promote challenger 'only for the night' 'forced'");
    }

    @Test
    void shouldPromoteNothingThatNoGateHasSeen() throws IOException {
        cli("models", "register", folder.resolve("fine").toString());

        CommandRun refused = cli("models", "promote", "fine");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.printed()).contains("has no gate report").contains("--force");
        assertThat(values()).isEmpty();
    }

    @Test
    void shouldRegisterNoPackageOfATrainingThatDidNotFinish() throws IOException {
        Files.createFile(folder.resolve("fine").resolve("UNFINISHED"));

        CommandRun refused = cli("models", "register", folder.resolve("fine").toString());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.printed()).contains("the training of fine@1 did not finish");
        assertThat(cli("models", "register", folder.resolve("fine").toString(), "--force")
                        .status())
                .isZero();
    }

    @Test
    void shouldTakeBackWhateverTheTopicSays() throws IOException {
        try (TopicWriter writer = new TopicWriter(kafka)) {
            writer.write(
                    Topics.MODELS,
                    "person-descriptor",
                    ModelAssignment.newBuilder()
                            .setTask("person-descriptor")
                            .setServing(ModelReference.newBuilder().setModelId("forged@1"))
                            .build());
        }

        CommandRun reset = cli("models", "reset", "--reason", "forged");

        assertThat(reset.status()).as(reset.printed()).isZero();
        assertThat(new CompactedTopic<>(kafka, Topics.MODELS).read()).isEmpty();
        assertThat(cli("models", "history").printed()).contains("reset").contains("forged");
        assertThat(audited()).containsExactly("model.reset person-descriptor 'forged' ''");
    }

    @Test
    void shouldGiveUpWhenAnEmbedderDoesNotLoadTheModel() throws IOException {
        cli("models", "register", folder.resolve("fine").toString());
        flags.put("models.patience", "1s");
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (TopicWriter writer = new TopicWriter(kafka)) {
            AtomicLong sequence = new AtomicLong();
            clock.scheduleAtFixedRate(
                    () -> writer.write(Topics.OBSERVATIONS, "north", observation(sequence.incrementAndGet())),
                    0,
                    50,
                    TimeUnit.MILLISECONDS);

            CommandRun run = cli("models", "promote", "fine@1", "--force", "no gate here");

            assertThat(run.status()).isNotZero();
            assertThat(run.printed())
                    .contains("fine@1 is not loaded by the embedders")
                    .contains("north (by coarse@1)");
            ModelAssignment last = values().get(1);
            assertThat(last.hasNext()).isFalse();
            assertThat(last.getServing().getModelId()).isEqualTo("coarse@1");
            assertThat(cli("models", "history").printed()).containsPattern("abandoned +fine@1");
        } finally {
            clock.shutdownNow();
        }
    }

    @Test
    void shouldGoOnWhereAPromotionWasCutOffAndGiveItUpOnRequest() throws IOException {
        cli("models", "register", folder.resolve("fine").toString());
        cli("models", "promote", "fine", "--force", "no gate here");
        cli("models", "rollback");
        ModelAssignment settled = values().get(5);
        cutOff(settled);

        assertThat(cli("models", "promote", "coarse@1", "--force", "no gate here")
                        .printed())
                .contains("a promotion of fine@1 is under way");
        assertThat(cli("models", "rollback").printed()).contains("Gave the promotion of fine@1 up");
        assertThat(values().get(7).hasNext()).isFalse();
        assertThat(values().get(7).getPrevious().getModelId()).isEqualTo("fine@1");

        cutOff(values().get(7));
        CommandRun run = cli("models", "promote", "fine@1", "--force", "no gate here");
        assertThat(run.printed()).contains("Going on with the promotion of fine@1 that was cut off");
        assertThat(values().get(10).getServing().getModelId()).isEqualTo("fine@1");
    }

    @Test
    void shouldNotPromoteAModelThatNobodyWouldBeLinkedBy() throws Exception {
        Path file = folder.resolve("fine").resolve(ManifestJson.FILE);
        ManifestJson.write(StreetModels.uncalibrated(ManifestJson.read(file)), file);
        judge("passed", "");
        cli("models", "register", folder.resolve("fine").toString());

        CommandRun run = cli("models", "promote", "fine");

        assertThat(run.status()).isNotZero();
        assertThat(run.printed()).contains("fine@1 has no calibration");
        assertThat(values()).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongWithAPackage() throws IOException {
        assertThat(cli("models", "promote", "nobody").printed()).contains("model 'nobody' is not registered");
        assertThat(cli("models", "rollback").printed()).contains("nothing to roll back");
        assertThat(cli("models", "register", "whole-frame").printed())
                .contains("the registry takes person-descriptor and face-descriptor");
        Files.write(folder.resolve("fine").resolve("fine.onnx"), new byte[] {1, 2, 3});
        assertThat(cli("models", "register", folder.resolve("fine").toString()).printed())
                .contains("SHA-256 is");
    }

    /** What a promotion writes first, and then nothing. */
    private void cutOff(ModelAssignment settled) {
        try (TopicWriter writer = new TopicWriter(kafka)) {
            writer.write(
                    Topics.MODELS,
                    TASK,
                    settled.toBuilder()
                            .setNext(settled.getPrevious())
                            .setSwitchTimeUs(0)
                            .setRevision(settled.getRevision() + 1)
                            .build());
        }
    }

    /** Puts a report of the gate into the package, as the gate does. */
    private void judge(String verdict, String reason) throws Exception {
        byte[] report = ("{\"verdict\": \"" + verdict + "\", \"reasons\": [\"" + reason + "\"]}")
                .getBytes(StandardCharsets.UTF_8);
        Path own = folder.resolve("fine");
        Files.write(own.resolve("gate.json"), report);
        String sha256 = Checksum.of(report);
        Path file = own.resolve(ManifestJson.FILE);
        ManifestJson.write(ManifestJson.read(file).withLineage("gateSha256", sha256), file);
    }

    private void record(List<Exemplar> exemplars) {
        Sighting sighting = Sighting.newBuilder()
                .setSightingId("t1")
                .setIdentityId("street/p1")
                .setSiteId("street")
                .setCameraId("north")
                .setSession(7)
                .setFirstSequence(1)
                .setLastSequence(3)
                .setStartTimeUs(time(1))
                .setEndTimeUs(time(3))
                .setRevision(1)
                .setEvidence(Evidence.newBuilder().setSummary("first"))
                .addAllExemplars(exemplars)
                .build();
        SightlineSettings settings = SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags);
        try (TopicWriter writer = new TopicWriter(kafka);
                Installation installation = Installation.open(settings);
                Database database = installation.database();
                ServiceHost host = new ServiceHost(List.of(installation.recorder(database)))) {
            writer.write(Topics.SIGHTINGS, "street/p1", sighting);
            host.start();
            var identities = new SightingRepository(database);
            await().atMost(PATIENCE).until(() -> identities.find("t1").isPresent());
        }
    }

    private static Exemplar exemplar(long sequence, boolean crop) throws IOException {
        Exemplar.Builder exemplar = Exemplar.newBuilder()
                .setModality(Modality.MODALITY_PERSON)
                .setVector(vector())
                .setCameraId("north")
                .setSession(7)
                .setSequence(sequence)
                .setDetectionIndex(2)
                .setCaptureTimeUs(time(sequence))
                .setQuality(0.5f);
        if (crop) {
            int frame = (int) sequence + 5;
            BufferedImage whole = SCENE.picture(frame);
            StreetScene.Box box = SCENE.truth(frame).get(0);
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(whole.getSubimage(box.x(), box.y(), box.width(), box.height()), "jpg", jpeg);
            exemplar.setCropJpeg(ByteString.copyFrom(jpeg.toByteArray()));
        }
        return exemplar.build();
    }

    private static Descriptor vector() {
        float[] values = new float[16];
        values[0] = 1;
        return UnitVector.normalize("coarse@1", values, 0.5f).toMessage();
    }

    private static Observation observation(long sequence) {
        return Observation.newBuilder()
                .setCameraId("north")
                .setSiteId("street")
                .setSession(7)
                .setSequence(sequence)
                .setCaptureTimeUs(time(sequence))
                .addDetections(Detection.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setVector(vector()))
                .build();
    }

    private static long time(long sequence) {
        return 1_700_000_000_000_000L + sequence * 100_000;
    }

    private List<ModelAssignment> values() {
        return TopicReader.readAll(kafka, Topics.MODELS).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .toList();
    }

    /** The audit log, oldest first, once its chain is verified: action, object, reason and detail. */
    private List<String> audited() {
        List<String> entries = new ArrayList<>();
        try (Database database = Database.embedded(folder.resolve("data/database"))) {
            AuditLog log = new AuditLog(database, Clock.systemUTC());
            assertThat(log.verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
            log.forEach(entry -> {
                AuditEvent event = entry.event();
                assertThat(event.actor()).isEqualTo("cli:" + System.getProperty("user.name"));
                entries.add(
                        event.action() + " " + event.object() + " '" + event.reason() + "' '" + event.detail() + "'");
            });
        }
        return entries;
    }

    private CommandRun cli(String... arguments) {
        return CommandRun.with(flags, arguments);
    }
}
