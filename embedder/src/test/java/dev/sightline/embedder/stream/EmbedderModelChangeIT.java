package dev.sightline.embedder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.Samples;
import dev.sightline.embedder.TinyModels;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbedderModelChangeIT {
    private static final String TASK = "person-descriptor";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ModelReference means;
    private ModelReference turned;

    @BeforeEach
    void names() {
        means = TinyModels.descriptor(folder).reference();
        turned = TinyModels.otherDescriptor(folder).reference();
    }

    @Test
    void shouldDescribeEveryFrameByTheModelOfItsCaptureTimeAndLoseNone() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        long switchTime = Samples.frame("north", 0, 60).getCaptureTimeUs();
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = models();
                EmbedderService service = service(clients, models)) {
            service.start();
            write(writer, 1, 20);
            observations(clients, 20);
            tell(writer, ModelAssignment.newBuilder().setServing(means).setNext(turned));
            inForce(1);
            write(writer, 21, 40);
            observations(clients, 40);
            tell(
                    writer,
                    ModelAssignment.newBuilder()
                            .setServing(means)
                            .setNext(turned)
                            .setSwitchTimeUs(switchTime));
            inForce(2);
            write(writer, 41, 80);
            observations(clients, 80);
            tell(
                    writer,
                    ModelAssignment.newBuilder()
                            .setServing(turned)
                            .setPrevious(means)
                            .setSwitchTimeUs(switchTime));
            inForce(3);
            write(writer, 81, 100);

            List<Observation> all = observations(clients, 100);
            assertThat(all)
                    .extracting(Observation::getSequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(described(all, 1, 20)).containsOnly("means@1 ");
            assertThat(described(all, 21, 59)).containsOnly("means@1 turned@1");
            assertThat(described(all, 60, 100)).containsOnly("turned@1 ");
        }
    }

    @Test
    void shouldBeginWithWhatTheTopicSays() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = models();
                EmbedderService service = service(clients, models)) {
            tell(
                    writer,
                    ModelAssignment.newBuilder()
                            .setServing(turned)
                            .setPrevious(means)
                            .setSwitchTimeUs(Samples.frame("north", 0, 6).getCaptureTimeUs()));
            write(writer, 1, 10);
            service.start();

            List<Observation> all = observations(clients, 10);

            assertThat(described(all, 1, 5)).as("late frames").containsOnly("means@1 turned@1");
            assertThat(described(all, 6, 10)).containsOnly("turned@1 ");
        }
    }

    @Test
    void shouldKeepServingWhenTheNextModelIsAnotherFile() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        ModelReference forged = turned.toBuilder().setSha256("00".repeat(32)).build();
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = models();
                EmbedderService service = service(clients, models)) {
            service.start();
            tell(writer, ModelAssignment.newBuilder().setServing(means).setNext(forged));
            await().atMost(PATIENCE).until(() -> changes("refused") == 1);
            write(writer, 1, 10);

            assertThat(described(observations(clients, 10), 1, 10)).containsOnly("means@1 ");
            assertThat(service.live()).isTrue();
        }
    }

    @Test
    void shouldServeByTheConfiguredModelWithAnAlarmWhenTheAssignedOneIsMissing() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = models();
                EmbedderService service = service(clients, models)) {
            tell(
                    writer,
                    ModelAssignment.newBuilder()
                            .setServing(ModelReference.newBuilder().setModelId("gone@9")));
            write(writer, 1, 10);
            service.start();

            assertThat(described(observations(clients, 10), 1, 10)).containsOnly("means@1 ");
            assertThat(alarm()).isEqualTo(1);

            // The way out: the value is taken back, or the package comes.
            tell(writer, ModelAssignment.newBuilder().setServing(turned));
            await().atMost(PATIENCE).until(() -> alarm() == 0);
        }
    }

    private double alarm() {
        return meters.get("sightline.embedder.model.fallback").gauge().value();
    }

    private static void tell(TopicWriter writer, ModelAssignment.Builder assignment) {
        writer.write(Topics.MODELS, TASK, assignment.setTask(TASK).build());
    }

    private void inForce(int changes) {
        await().atMost(PATIENCE).until(() -> changes("applied") == changes);
    }

    private double changes(String outcome) {
        return meters.counter("sightline.embedder.model.changes", "task", TASK, "outcome", outcome)
                .count();
    }

    private static void write(TopicWriter writer, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            writer.write(Topics.FRAMES, "north", Samples.frame("north", 0, sequence));
        }
    }

    private static List<Observation> observations(KafkaClients clients, int count) {
        return TopicReader.read(clients, Topics.OBSERVATIONS, count, PATIENCE).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .toList();
    }

    /** "vector next" of every detection fit to be described, in frames from one number to another. */
    private static List<String> described(List<Observation> all, long from, long to) {
        return all.stream()
                .filter(o -> o.getSequence() >= from && o.getSequence() <= to)
                .flatMap(o -> o.getDetectionsList().stream())
                .filter(d ->
                        d.getQuality() >= EmbedderPolicy.Describing.defaults().leastQuality())
                .map(EmbedderModelChangeIT::models)
                .toList();
    }

    private static String models(Detection detection) {
        return detection.getVector().getModelId() + " "
                + detection.getNextVector().getModelId();
    }

    private EmbedderModels models() {
        EmbedderPolicy policy = EmbedderPolicy.defaults().with(new EmbedderPolicy.Models("made", "means", null));
        return EmbedderModels.load(TinyModels.twoPeople(), this::resolve, policy);
    }

    private ModelPackage resolve(String id) {
        return switch (id) {
            case "means", "means@1" -> TinyModels.descriptor(folder);
            case "turned@1" -> TinyModels.otherDescriptor(folder);
            default -> throw new ModelException("model '" + id + "' is unknown");
        };
    }

    private EmbedderService service(KafkaClients clients, EmbedderModels models) {
        return new EmbedderService(
                clients,
                new FileCropStore(folder.resolve("crops")),
                EmbedderPolicy.defaults(),
                models,
                meters,
                Clock.systemUTC());
    }
}
