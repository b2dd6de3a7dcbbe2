package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.ServiceHealth;
import dev.sightline.platform.lifecycle.ServiceHost;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.StreetScene;
import dev.sightline.testkit.TopicReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A camera with broken pictures among good ones: the good ones are followed, the bad ones kept with the reason. */
@Timeout(180)
class PoisonIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int FRAMES = 300;
    private static final SortedSet<Long> BROKEN = new TreeSet<>(List.of(41L, 120L, 199L, 278L));

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    @Test
    void shouldFollowEveryGoodFrameAndKeepEveryBadOne() throws IOException {
        writeFootage(folder.resolve("door"));
        KafkaClients kafka = KAFKA.clients();
        Map<String, String> flags = Map.of(
                "data.folder", folder.resolve("data").toString(),
                "kafka.bootstrap-servers", KAFKA.bootstrapServers(),
                "kafka.topic-prefix", kafka.settings().topicPrefix(),
                "embedder.person-detector", "whole-frame",
                "embedder.faces", "false",
                "cameras.door.source", folder.resolve("door").toString());
        SightlineSettings settings = SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), flags);
        try (Installation installation = Installation.open(settings);
                EmbedderModels models = installation.embedderModels()) {
            installation.createTopics();
            installation.publish(Declared.by(settings, false).cameras(), List.of());
            try (ServiceHost host = new ServiceHost(
                    List.of(installation.matcher(), installation.embedder(models), installation.ingest()))) {
                host.start();
                assertThat(followed(kafka)).isEqualTo(good());
                assertBroken(letters(kafka, BROKEN.size()));

                assertThat(replay(flags))
                        .contains(BROKEN.size() + " dead letters are put back, 0 are left for later.")
                        .doesNotContain("cannot be put back");
                assertBroken(letters(kafka, 2 * BROKEN.size()).subList(BROKEN.size(), 2 * BROKEN.size()));
                assertThat(host.health()).allMatch(ServiceHealth::live);
            }
        }
    }

    private static void writeFootage(Path pictures) throws IOException {
        StreetScene scene = new StreetScene(5, 20, 96, 128, 1, 0);
        Files.createDirectories(pictures);
        for (int i = 1; i <= FRAMES; i++) {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(scene.picture(i % scene.frames()), "jpg", jpeg);
            byte[] bytes = jpeg.toByteArray();
            Files.write(pictures.resolve(String.format(Locale.ROOT, "%05d.jpg", i)), spoilt(i, bytes));
        }
    }

    private static byte[] spoilt(long frame, byte[] jpeg) {
        return switch (BROKEN.contains(frame) ? BROKEN.headSet(frame).size() : -1) {
            case 0 -> Arrays.copyOf(jpeg, jpeg.length / 2);
            case 1 -> new byte[0];
            case 2 -> random(jpeg.length);
            case 3 -> hundredMegapixels(jpeg);
            default -> jpeg;
        };
    }

    private static byte[] random(int length) {
        byte[] noise = new byte[length];
        new Random(9).nextBytes(noise);
        return noise;
    }

    /** The same picture with a header that declares 10,000 x 10,000 pixels. */
    private static byte[] hundredMegapixels(byte[] jpeg) {
        byte[] bytes = jpeg.clone();
        for (int i = 2; i < bytes.length - 9; i++) {
            if (bytes[i] == (byte) 0xFF && bytes[i + 1] == (byte) 0xC0) {
                bytes[i + 5] = bytes[i + 7] = (byte) (10_000 >> 8);
                bytes[i + 6] = bytes[i + 8] = (byte) (10_000 & 0xFF);
                return bytes;
            }
        }
        throw new AssertionError("the encoder wrote no baseline frame header");
    }

    private static SortedSet<Long> good() {
        return LongStream.rangeClosed(1, FRAMES)
                .boxed()
                .filter(f -> !BROKEN.contains(f))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Frames that came out of the matcher, once the camera has ended. */
    private static SortedSet<Long> followed(KafkaClients kafka) {
        return TopicReader.readUntil(
                        kafka,
                        Topics.TRACKS,
                        all -> all.stream()
                                .anyMatch(r -> r.value() != null && r.value().getEndOfStream()),
                        "the end of the camera",
                        PATIENCE)
                .stream()
                .map(r -> Objects.requireNonNull(r.value()))
                .filter(t -> !t.getEndOfStream())
                .map(CameraTracks::getSequence)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<DeadLetter> letters(KafkaClients kafka, int count) {
        await().atMost(PATIENCE)
                .until(() -> TopicReader.readAll(kafka, Topics.DEAD_LETTERS).size() >= count);
        return TopicReader.readAll(kafka, Topics.DEAD_LETTERS).stream()
                .map(r -> Objects.requireNonNull(r.value()))
                .toList();
    }

    private static void assertBroken(List<DeadLetter> letters) {
        assertThat(letters)
                .extracting(DeadLetter::getKind)
                .containsExactlyInAnyOrder("image-truncated", "image-empty", "image-format", "image-too-large");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.getReason()).isNotBlank();
            assertThat(letter.getService()).isEqualTo("embedder");
        });
    }

    private static String replay(Map<String, String> flags) {
        Map<String, String> kafka = new HashMap<>(flags);
        kafka.keySet().removeIf(key -> !key.startsWith("kafka."));
        return CommandRun.with(kafka, "replay", "--dead-letters").ended(0);
    }
}
