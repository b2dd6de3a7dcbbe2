package dev.sightline.embedder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.contracts.v1.Place;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.Samples;
import dev.sightline.embedder.TinyModels;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.roster.CameraRegister;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import dev.sightline.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbedderServiceIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = 42;

    @TempDir
    Path folder;

    @Test
    void shouldProcessEveryGoodFrameOfAPoisonedStreamAndPutEveryBadOneIntoDeadLetters() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        try (TopicWriter writer = new TopicWriter(clients)) {
            byte[] good = Samples.jpeg(160, 120, 1);
            for (long sequence = 1; sequence <= 300; sequence++) {
                for (String camera : List.of("north", "south", "east")) {
                    writer.write(Topics.FRAMES, camera, Samples.frame(camera, 0, sequence, good));
                }
                if (sequence % 100 == 0) {
                    poison(writer, sequence, good);
                }
            }
            writer.write(Topics.FRAMES, "north", end("north", 301));
        }

        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (EmbedderModels models = TinyModels.twoPeople(folder);
                EmbedderService service = service(clients, models, meters)) {
            service.start();
            List<Observation> observations = observations(clients, 901);

            for (String camera : List.of("north", "south", "east")) {
                List<Long> sequences = observations.stream()
                        .filter(o -> o.getCameraId().equals(camera) && !o.getEndOfStream())
                        .map(Observation::getSequence)
                        .toList();
                assertThat(sequences).as(camera).hasSize(300).isSorted().doesNotHaveDuplicates();
            }
            assertThat(observations).filteredOn(Observation::getEndOfStream).hasSize(1);
            List<DeadLetter> letters = TopicReader.read(clients, Topics.DEAD_LETTERS, 21, PATIENCE).stream()
                    .map(read -> Objects.requireNonNull(read.value()))
                    .toList();
            assertThat(letters).hasSize(21).allSatisfy(letter -> {
                assertThat(letter.getReason()).isNotBlank();
                assertThat(letter.getService()).isEqualTo("embedder");
            });
            assertThat(letters.stream().map(DeadLetter::getKind).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(
                            "image-truncated",
                            "image-size-mismatch",
                            "image-empty",
                            "image-too-large",
                            "image-format",
                            "frame-unparsable");
            assertThat(service.live()).isTrue();
        }
        assertThat(meters.counter("sightline.embedder.frames", "outcome", "observed")
                        .count())
                .isEqualTo(901);
        assertThat(meters.counter("sightline.embedder.frames", "outcome", "refused")
                        .count())
                .isEqualTo(21);
    }

    @Test
    void shouldGoOnWhereItWasClosedWithoutLossOrRepetition() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(1);
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = TinyModels.twoPeople(folder)) {
            for (long sequence = 1; sequence <= 40; sequence++) {
                writer.write(Topics.FRAMES, "north", Samples.frame("north", 0, sequence));
            }
            try (EmbedderService first = service(clients, models, new SimpleMeterRegistry())) {
                first.start();
                observations(clients, 5);
            }
            try (EmbedderService second = service(clients, models, new SimpleMeterRegistry())) {
                second.start();
                assertThat(observations(clients, 40))
                        .extracting(Observation::getSequence)
                        .hasSize(40)
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void shouldLoseNothingAndRepeatOnlyTheSameBytesWhenInstancesComeAndGo() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(4);
        List<String> cameras = List.of("a", "b", "c", "d", "e", "f");
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = TinyModels.twoPeople(folder)) {
            EmbedderService first = service(clients, models, new SimpleMeterRegistry());
            EmbedderService second = service(clients, models, new SimpleMeterRegistry());
            first.start();
            write(writer, cameras, 1, 60);
            observations(clients, 30);
            second.start();
            write(writer, cameras, 61, 120);
            observations(clients, 400);
            first.close();
            write(writer, cameras, 121, 150);
            List<Observation> all = TopicReader.readUntil(
                            clients,
                            Topics.OBSERVATIONS,
                            records -> distinct(records.stream()
                                                    .map(r -> Objects.requireNonNull(r.value()))
                                                    .toList())
                                            .size()
                                    == 900,
                            "900 different observations",
                            PATIENCE)
                    .stream()
                    .map(r -> Objects.requireNonNull(r.value()))
                    .toList();
            second.close();

            Map<String, Set<ByteString>> contents = all.stream()
                    .collect(Collectors.groupingBy(
                            o -> o.getCameraId() + "/" + o.getSequence(),
                            Collectors.mapping(Observation::toByteString, Collectors.toSet())));
            assertThat(contents).hasSize(900);
            assertThat(contents.values()).allSatisfy(bytes -> assertThat(bytes).hasSize(1));
        }
    }

    @Test
    void shouldHaveTwoInstancesDescribeTwoCamerasThatAreRegisteredWhileTheyRun() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(4);
        List<SimpleMeterRegistry> meters = List.of(new SimpleMeterRegistry(), new SimpleMeterRegistry());
        try (EmbedderModels models = TinyModels.twoPeople(folder);
                EmbedderService first = service(clients, models, meters.get(0));
                EmbedderService second = service(clients, models, meters.get(1));
                Producer<byte[], byte[]> producer = clients.producer("frames")) {
            first.start();
            await().atMost(PATIENCE).until(first::ready);
            second.start();
            await().atMost(PATIENCE).until(second::ready);

            CameraRegister table = new CameraRegister(clients);
            List.of("north", "south")
                    .forEach(id -> table.put(Camera.newBuilder()
                            .setCameraId(id)
                            .setSiteId("site")
                            .setSource(id + ".mp4")
                            .build()));
            List<Camera> cameras = List.copyOf(table.read().values());
            AtomicLong sequence = new AtomicLong();
            await().atMost(PATIENCE).until(() -> {
                long next = sequence.incrementAndGet();
                cameras.forEach(camera -> send(clients, producer, camera, next));
                return meters.stream().allMatch(each -> observed(each) > 0);
            });

            assertThat(TopicReader.readAll(clients, Topics.OBSERVATIONS))
                    .allSatisfy(read -> assertThat(read.raw().partition())
                            .isEqualTo(Objects.requireNonNull(read.value())
                                    .getPlace()
                                    .getCameraPartition()));
        }
    }

    @Test
    void shouldRefuseAFrameOfAPartitionThatIsNotThereAndGoOn() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(2);
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = TinyModels.twoPeople(folder);
                EmbedderService service = service(clients, models, new SimpleMeterRegistry())) {
            service.start();
            Place beyond = Place.newBuilder().setCameraPartition(2).build();
            writer.write(
                    Topics.FRAMES,
                    "north",
                    Samples.frame("north", 0, 1).toBuilder().setPlace(beyond).build());
            writer.write(Topics.FRAMES, "north", Samples.frame("north", 0, 2));

            assertThat(observations(clients, 1))
                    .extracting(Observation::getSequence)
                    .containsExactly(2L);
            DeadLetter letter = Objects.requireNonNull(TopicReader.read(clients, Topics.DEAD_LETTERS, 1, PATIENCE)
                    .get(0)
                    .value());
            assertThat(letter.getKind()).isEqualTo("frame-misplaced");
            assertThat(letter.getReason()).contains("'north' has partition 2", "has 2", "sightline cameras add");
        }
    }

    private static void send(KafkaClients clients, Producer<byte[], byte[]> producer, Camera camera, long sequence) {
        String id = camera.getCameraId();
        Frame frame = Samples.frame(id, 0, sequence).toBuilder()
                .setPlace(camera.getPlace())
                .build();
        producer.send(new ProducerRecord<>(
                clients.name(Topics.FRAMES),
                camera.getPlace().getCameraPartition(),
                id.getBytes(StandardCharsets.UTF_8),
                frame.toByteArray()));
    }

    private static double observed(SimpleMeterRegistry meters) {
        return meters.counter("sightline.embedder.frames", "outcome", "observed")
                .count();
    }

    @Test
    void shouldStampOldFootageWithThePresentSoThatRetentionDoesNotDeleteItUnread() {
        KafkaClients clients = KAFKA.clients();
        KAFKA.createTopics(1);
        long begun = System.currentTimeMillis();
        try (TopicWriter writer = new TopicWriter(clients);
                EmbedderModels models = TinyModels.twoPeople(folder);
                EmbedderService service = service(clients, models, new SimpleMeterRegistry())) {
            service.start();
            Frame old = Samples.frame("north", 0, 1);
            writer.write(Topics.FRAMES, "north", old);

            var read =
                    TopicReader.read(clients, Topics.OBSERVATIONS, 1, PATIENCE).get(0);

            assertThat(old.getCaptureTimeUs() / 1000)
                    .isLessThan(begun - Duration.ofDays(100).toMillis());
            assertThat(read.raw().timestamp()).isGreaterThanOrEqualTo(begun);
            assertThat(Objects.requireNonNull(read.value()).getCaptureTimeUs()).isEqualTo(old.getCaptureTimeUs());
        }
    }

    private static Set<String> distinct(List<Observation> observations) {
        Set<String> ids = new HashSet<>();
        observations.forEach(o -> ids.add(o.getCameraId() + "/" + o.getSequence()));
        return ids;
    }

    private static void write(TopicWriter writer, List<String> cameras, int from, int to) {
        for (int sequence = from; sequence <= to; sequence++) {
            for (String camera : cameras) {
                writer.write(Topics.FRAMES, camera, Samples.frame(camera, 0, sequence));
            }
        }
    }

    private static void poison(TopicWriter writer, long at, byte[] good) {
        byte[] noise = new byte[400];
        new Random(SEED + at).nextBytes(noise);
        List<byte[]> pictures =
                List.of(Arrays.copyOf(good, good.length / 2), new byte[0], noise, huge(good), Samples.jpeg(80, 60, at));
        List<String> cameras = List.of("north", "south", "east");
        for (int i = 0; i < pictures.size(); i++) {
            String camera = cameras.get(i % 3);
            writer.write(Topics.FRAMES, camera, Samples.frame(camera, 0, 1000 * at + i, pictures.get(i)));
        }
        writer.writeBytes(Topics.FRAMES, "north".getBytes(StandardCharsets.UTF_8), noise);
        writer.writeBytes(Topics.FRAMES, "south".getBytes(StandardCharsets.UTF_8), null);
    }

    /** A header of 10,000 x 10,000 pixels. */
    private static byte[] huge(byte[] good) {
        byte[] huge = good.clone();
        for (int i = 2; i < huge.length - 9; i++) {
            if (huge[i] == (byte) 0xFF && huge[i + 1] == (byte) 0xC0) {
                huge[i + 5] = 0x27;
                huge[i + 6] = 0x10;
                huge[i + 7] = 0x27;
                huge[i + 8] = 0x10;
            }
        }
        return huge;
    }

    private static Frame end(String camera, long sequence) {
        return Frame.newBuilder()
                .setCameraId(camera)
                .setSiteId("site")
                .setSequence(sequence)
                .setEndOfStream(true)
                .build();
    }

    private EmbedderService service(KafkaClients clients, EmbedderModels models, SimpleMeterRegistry meters) {
        return new EmbedderService(
                clients,
                new FileCropStore(folder.resolve("crops")),
                EmbedderPolicy.defaults(),
                models,
                meters,
                Clock.systemUTC());
    }

    private static List<Observation> observations(KafkaClients clients, int count) {
        return new ArrayList<>(TopicReader.read(clients, Topics.OBSERVATIONS, count, PATIENCE).stream()
                .map(read -> Objects.requireNonNull(read.value()))
                .toList());
    }
}
