package dev.sightline.app.train;

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
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.recorder.RecorderPolicy;
import dev.sightline.store.recorder.RecorderService;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole circle in one command: labels given to recorded tracklets, a model that learns from them, and its promotion. */
@Timeout(240)
class CircleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long START = 1_700_000_000_000_000L;
    /** Half are held back, and the gate decides nothing on fewer than 50. */
    private static final int PEOPLE = 130;

    private static final int CROPS = 2;
    private static final int WIDTH = 16;
    private static final int HEIGHT = 32;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void shouldLearnFromLabelsAndPromoteOnlyWhatIsBetter() throws IOException {
        KAFKA.createTopics(2);
        gray(folder.resolve("gray"));
        unlearned(folder.resolve("unlearned"));
        walkBy();
        label();
        record();

        String better = train("learned", "epochs=12", "optimizer.rate=0.02");

        assertThat(better).contains("PASSED").contains("The new model is promoted and serves from");
        assertThat(serving().getServing().getModelId()).isEqualTo("learned@1");
        assertThat(serving().getPrevious().getModelId()).isEqualTo("gray@1");
        assertThat(folder.resolve("learned/package/gate.json")).content().contains("passed");

        String worse = train("idle", "epochs=1", "optimizer.rate=0");

        assertThat(worse).contains("REFUSED").contains("learned@1 stays");
        assertThat(serving().getServing().getModelId()).isEqualTo("learned@1");
        assertThat(run("models", "history")).containsPattern("switched +learned@1 +instead of gray@1");
    }

    private String train(String id, String... changes) {
        List<String> words = new ArrayList<>(List.of(
                "train",
                "--recipe",
                "person-finetune",
                "--from",
                folder.resolve("unlearned").toString(),
                "--from-labels",
                "--hold-back",
                "share=0.5",
                "--validate",
                "none",
                "--promote-if-better",
                "--id",
                id,
                "--out",
                folder.resolve(id).toString()));
        for (String change : changes) {
            words.addAll(List.of("--change", change));
        }
        // The drawn people have nothing that survives being painted over.
        words.addAll(List.of(
                "--change",
                "augmentation={flip: 0, pad-crop: 0, erase: 0, color: 0, gray: 0, blur: 0, " + "shrink: 0, jpeg: 0}"));
        words.addAll(List.of("--set", "trainer.threads=1"));
        return run(words.toArray(String[]::new));
    }

    private void walkBy() throws IOException {
        try (TopicWriter writer = new TopicWriter(KAFKA.clients())) {
            for (int person = 0; person < PEOPLE; person++) {
                Color shirt = new Color(random.nextInt(0x1000000));
                Color trousers = new Color(random.nextInt(0x1000000));
                for (String camera : List.of("north", "south")) {
                    Sighting sighting = sighting(person, camera, shirt, trousers);
                    writer.write(Topics.SIGHTINGS, sighting.getIdentityId(), sighting);
                }
            }
        }
    }

    private void label() throws IOException {
        StringBuilder pairs = new StringBuilder("left,right,same\n");
        for (int person = 0; person < PEOPLE; person++) {
            pairs.append("north/1/t%d,south/1/t%d,same%n".formatted(person, person));
        }
        Path list = Files.writeString(folder.resolve("pairs.csv"), pairs);
        run("label", "--site", "yard", "--import", list.toString());
    }

    private void record() {
        KafkaClients clients = KAFKA.clients();
        try (Database database = Database.open(DatabaseSettings.of(url, "sightline", ""));
                RecorderService recorder = new RecorderService(
                        clients,
                        database,
                        new FileCropStore(folder.resolve("data/crops")),
                        RecorderPolicy.defaults(),
                        new SimpleMeterRegistry())) {
            recorder.start();
            var sightings = new dev.sightline.store.sighting.SightingRepository(database);
            await().atMost(PATIENCE)
                    .until(() -> new LabelRepository(database).standing("yard").size() == PEOPLE
                            && sightings.ofSite("yard", "", 3 * PEOPLE).size() == 2 * PEOPLE);
        }
    }

    private ModelAssignment serving() {
        return TopicReader.readAll(KAFKA.clients(), Topics.MODELS).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private String run(String... words) {
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
                folder.resolve("gray").toString(),
                "models.grace",
                "0ms");
        return CommandRun.with(settings, words).ended(0);
    }

    private Sighting sighting(int person, String camera, Color shirt, Color trousers) throws IOException {
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
                .setEndTimeUs(startUs + 900_000)
                .setClosed(true)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder().setSummary("first"));
        for (int i = 0; i < CROPS; i++) {
            sighting.addExemplars(Exemplar.newBuilder()
                    .setModality(Modality.MODALITY_PERSON)
                    .setVector(UnitVector.normalize("gray@1", new float[] {1, 1}, 1)
                            .toMessage())
                    .setCameraId(camera)
                    .setSession(1)
                    .setSequence(i)
                    .setCaptureTimeUs(startUs + i)
                    .setQuality(.5f)
                    .setCropJpeg(crop(camera, shirt, trousers)));
        }
        return sighting.build();
    }

    /** A shirt over trousers in noise, in the light of a camera. */
    private ByteString crop(String camera, Color shirt, Color trousers) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        int light = camera.equals("north") ? 150 : 60;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int level = light + random.nextInt(60);
            image.setRGB(i % WIDTH, i / WIDTH, new Color(level, level, level).getRGB());
        }
        Graphics2D g = image.createGraphics();
        g.setColor(shirt);
        g.fillRect(4, 6, 8, 12);
        g.setColor(trousers);
        g.fillRect(5, 18, 6, 12);
        g.dispose();
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        return ByteString.copyFrom(jpeg.toByteArray());
    }

    /** A champion that sees no more than how bright a crop is. */
    private static void gray(Path into) throws IOException {
        GraphBuilder graph = new GraphBuilder("gray").input("images", "batch", "3", "32", "16");
        String brightness = graph.constant(Tensors.floats("brightness", new long[] {2, 3, 1, 1}, 1, 1, 1, 0, 0, 0));
        String bias = graph.constant(Tensors.floats("bias", new long[] {2}, 0, 1));
        graph.node("Conv", "level", List.of("images", brightness, bias));
        graph.node("GlobalAveragePool", "mean", List.of("level"));
        graph.node("Flatten", "descriptor", List.of("mean"));
        write(graph.output("descriptor", "batch", "2").build(14), into, "gray", 2);
    }

    /** Convolution, four strips, and a linear layer, of random weights. */
    private void unlearned(Path into) throws IOException {
        GraphBuilder graph = new GraphBuilder("unlearned").input("images", "batch", "3", "32", "16");
        graph.node("Conv", "conv", List.of("images", noise(graph, "kernel", .3, 12, 3, 3, 3)));
        graph.node("Relu", "relu", List.of("conv"));
        graph.node(
                "AveragePool",
                "strips",
                List.of("relu"),
                Attributes.of("kernel_shape", new long[] {7, 14}),
                Attributes.of("strides", new long[] {7, 14}));
        graph.node("Flatten", "flat", List.of("strips"));
        graph.node("Gemm", "descriptor", List.of("flat", noise(graph, "linear", .05, 48, 24)));
        write(graph.output("descriptor", "batch", "24").build(14), into, "unlearned", 24);
    }

    private String noise(GraphBuilder graph, String name, double deviation, long... shape) {
        int count = 1;
        for (long side : shape) {
            count *= (int) side;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextDouble(-1, 1));
        }
        return graph.constant(Tensors.floats(name, shape, values));
    }

    private static void write(dev.sightline.onnx.proto.ModelProto model, Path into, String id, int dimension)
            throws IOException {
        Files.createDirectories(into);
        Path network = into.resolve(id + ".onnx");
        OnnxFile.write(model, network);
        InputSpec input = new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                WIDTH,
                HEIGHT,
                1,
                InputSpec.Color.RGB,
                List.of(128f, 128f, 128f),
                List.of(64f, 64f, 64f),
                InputSpec.Resize.STRETCH,
                0);
        ManifestJson.write(
                new ModelManifest(
                        ModelTask.PERSON_DESCRIPTOR,
                        id,
                        "1",
                        id + ".onnx",
                        Checksum.of(network),
                        input,
                        "descriptor",
                        Map.of(),
                        dimension,
                        List.of(),
                        Map.of(),
                        "none",
                        "made by a test",
                        Optional.empty()),
                into.resolve(ManifestJson.FILE));
    }
}
