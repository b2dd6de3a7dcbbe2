package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.contracts.v1.Clock;
import dev.sightline.contracts.v1.DeadLetter;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.MaskPoint;
import dev.sightline.contracts.v1.MaskPolygon;
import dev.sightline.contracts.v1.Place;
import dev.sightline.ingest.video.VideoWriter.Codec;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicReader;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Recorded footage through a real broker. */
class IngestServiceIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    Path folder;

    private IngestFixture fixture;

    @BeforeEach
    void begin() {
        KAFKA.createTopics(2);
        fixture = new IngestFixture(KAFKA.clients(), folder.resolve("crops"));
    }

    @Test
    void shouldSendEveryFrameOfAFileInOrderAndThenTheEnd() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 200, 25, Codec.H264);
        fixture.put(IngestFixture.camera("north", video.toString()).build());

        try (IngestService service = fixture.start(IngestPolicy.defaults())) {
            List<Frame> frames = fixture.untilEnd("north");

            assertThat(sequences(frames))
                    .isEqualTo(LongStream.rangeClosed(1, 201).boxed().toList());
            List<Frame> pictures = frames.subList(0, 200);
            assertThat(numbers(pictures))
                    .isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
            assertThat(pictures)
                    .allMatch(f -> f.getSession() == 0
                            && f.getWidth() == NumberedPictures.WIDTH
                            && f.getHeight() == NumberedPictures.HEIGHT
                            && f.getSiteId().equals("site")
                            && f.getClock() == Clock.CLOCK_STREAM
                            && !f.getEndOfStream());
            assertThat(frames.get(200).getEndOfStream()).isTrue();
            assertThat(service.ready()).isTrue();
            assertThat(fixture.count("frames.produced", "north")).isEqualTo(200);
        }
    }

    @Test
    void shouldSendNothingOfWhatIsMasked() throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 5, 10, Codec.H264);
        MaskPolygon all = MaskPolygon.newBuilder()
                .addPoints(MaskPoint.newBuilder())
                .addPoints(MaskPoint.newBuilder().setX(1))
                .addPoints(MaskPoint.newBuilder().setX(1).setY(1))
                .addPoints(MaskPoint.newBuilder().setY(1))
                .build();
        fixture.put(IngestFixture.camera("north", video.toString()).addMask(all).build());

        fixture.with(IngestPolicy.defaults(), () -> fixture.untilEnd("north"));

        List<Frame> frames = fixture.all("north");
        assertThat(frames).hasSize(6);
        for (Frame frame : frames.subList(0, 5)) {
            BufferedImage picture = ImageIO.read(frame.getJpeg().newInput());
            for (int y = 0; y < picture.getHeight(); y += 5) {
                for (int x = 0; x < picture.getWidth(); x += 5) {
                    assertThat(picture.getRGB(x, y) & 0xF0F0F0).isZero();
                }
            }
        }
    }

    @Test
    void shouldRestWhilePausedAndGoOnAfterwards() throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 5, 10, Codec.H264);
        Camera camera = IngestFixture.camera("north", video.toString()).build();
        fixture.put(camera.toBuilder().setPaused(true).build());

        fixture.with(IngestPolicy.defaults(), () -> {
            assertThat(fixture.status("north", status -> status.getState() == State.STATE_PAUSED)
                            .getFramesSent())
                    .isZero();
            fixture.put(camera);
            assertThat(fixture.untilEnd("north")).hasSize(6);
        });
    }

    @Test
    void shouldSendTheSameFramesWhenStartedAgain() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 20, 25, Codec.H264);
        fixture.put(IngestFixture.camera("north", video.toString()).build());
        fixture.with(IngestPolicy.defaults(), () -> fixture.untilEnd("north"));
        fixture.with(IngestPolicy.defaults(), () -> fixture.until("north", 42));

        List<Frame> frames = fixture.all("north");

        assertThat(frames.subList(21, 42)).isEqualTo(frames.subList(0, 21));
    }

    @Test
    void shouldEndAtOnceWhenASourceCannotBeOpened() throws Exception {
        Path page = Files.writeString(folder.resolve("page.mp4"), "<!DOCTYPE html><html></html>");
        fixture.put(IngestFixture.camera("lost", folder.resolve("nothing.mp4").toString())
                .build());
        fixture.put(IngestFixture.camera("page", page.toString()).build());

        try (IngestService service = fixture.start(IngestPolicy.defaults())) {
            assertThat(fixture.untilEnd("lost")).hasSize(1);
            assertThat(fixture.untilEnd("page")).hasSize(1);
            assertThat(fixture.count("open.failures", "lost")).isEqualTo(1);
            CameraStatus lost = fixture.status("lost", status -> status.getState() == State.STATE_FAILED);
            assertThat(lost.getProblemsList()).singleElement().satisfies(problem -> {
                assertThat(problem.getKind()).isEqualTo("cannot-open");
                assertThat(problem.getWhat()).contains("nothing.mp4", "does not exist");
            });
            CameraStatus noVideo = fixture.status("page", status -> status.getState() == State.STATE_FAILED);
            assertThat(noVideo.getProblems(0).getKind()).isEqualTo("not-a-video");
            assertThat(noVideo.getProblems(0).getWhat()).contains("a web page");
            assertThat(service.live()).isTrue();
            assertThat(service.degraded())
                    .hasValueSatisfying(reason -> assertThat(reason)
                            .startsWith("2 of 2 cameras: lost failed for ")
                            .contains("page failed"));
        }
    }

    @Test
    void shouldSayHowFootageEnded() throws Exception {
        Path whole = NumberedPictures.video(folder.resolve("whole.avi"), 60, 10, Codec.MPEG4);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.avi"), Arrays.copyOf(bytes, bytes.length * 4 / 5));
        fixture.put(IngestFixture.camera("whole", whole.toString()).build());
        fixture.put(IngestFixture.camera("cut", cut.toString()).build());

        fixture.with(IngestPolicy.defaults(), () -> {
            fixture.untilEnd("whole");
            fixture.untilEnd("cut");
            CameraStatus sound = fixture.status(
                    "whole", status -> status.getState() == State.STATE_ENDED && status.getFramesSent() == 60);
            assertThat(sound.getProblemsList()).isEmpty();
            CameraStatus early = fixture.status("cut", status -> status.getState() == State.STATE_ENDED);
            assertThat(early.getProblemsList())
                    .anySatisfy(problem -> assertThat(problem.getKind()).isEqualTo("ends-early"));
            assertThat(early.getSiteId()).isEqualTo("site");
        });
    }

    @Test
    void shouldRefuseAWrongRecordAndTakeACorrectedOne() {
        Path images = NumberedPictures.folder(folder.resolve("images"), 2);
        Camera good = IngestFixture.camera("good", images.toString()).build();
        fixture.put(good.toBuilder().setSampleFps(-1).build());

        try (IngestService service = fixture.start(IngestPolicy.defaults())) {
            CameraStatus refused = fixture.status("good", status -> status.getState() == State.STATE_REFUSED);
            assertThat(refused.getProblems(0).getWhat()).contains("fps = -1.0");
            assertThat(service.degraded())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("good refused"));
            assertThat(service.ready()).isTrue();

            fixture.put(good);
            assertThat(fixture.untilEnd("good")).hasSize(3);
            fixture.status("good", status -> status.getState() == State.STATE_ENDED);
            assertThat(service.degraded()).isEmpty();

            fixture.remove("good");
            await().until(() -> fixture.forgotten("good"));
        }
    }

    @Test
    void shouldRefuseAPlaceThatIsNotThereAndSendToOneThatIs() {
        Path images = NumberedPictures.folder(folder.resolve("images"), 2);
        Camera camera = IngestFixture.camera("door", images.toString()).build();
        fixture.put(placed(camera, 9));

        try (IngestService service = fixture.start(IngestPolicy.defaults())) {
            CameraStatus refused = fixture.status("door", status -> status.getState() == State.STATE_REFUSED);
            assertThat(refused.getProblems(0).getWhat())
                    .contains("partition 9 of the frames, and there are 2", "sightline cameras add");
            assertThat(service.live()).isTrue();

            for (int partition = 0; partition < 2; partition++) {
                Camera there = placed(
                        camera.toBuilder().setCameraId("door" + partition).build(), partition);
                fixture.put(there);
                assertThat(fixture.untilEnd(there.getCameraId()))
                        .allMatch(frame -> frame.getPlace().equals(there.getPlace()));
                assertThat(fixture.partitions(there.getCameraId())).containsOnly(partition);
            }
        }
    }

    private static Camera placed(Camera camera, int partition) {
        Place place = Place.newBuilder()
                .setCameraPartition(partition)
                .setSitePartition(1)
                .build();
        return camera.toBuilder().setPlace(place).build();
    }

    @Test
    void shouldSampleAlikeHoweverOftenItReads() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 100, 25, Codec.H264);
        fixture.put(
                IngestFixture.camera("one", video.toString()).setSampleFps(5).build());
        fixture.put(
                IngestFixture.camera("two", video.toString()).setSampleFps(5).build());

        try (IngestService service = fixture.start(IngestPolicy.defaults())) {
            List<Frame> one = fixture.untilEnd("one");
            assertThat(sequences(one)).hasSize(21).startsWith(1L, 6L, 11L, 16L).endsWith(96L, 101L);
            assertThat(sequences(fixture.untilEnd("two"))).isEqualTo(sequences(one));
            assertThat(fixture.count("frames.skipped", "one")).isEqualTo(80);
            assertThat(service.live()).isTrue();
        }
    }

    @Test
    void shouldLeaveOutFramesWithoutMotion() throws Exception {
        Path images = Files.createDirectory(folder.resolve("images"));
        for (int i = 0; i < 40; i++) { // Four seconds; something moves at the middle.
            Files.write(images.resolve(String.format("%02d.jpg", i)), NumberedPictures.jpeg(i < 23 ? 0 : 1023));
        }
        fixture.put(IngestFixture.camera("gated", images.toString())
                .setMotionGate(true)
                .build());

        fixture.with(
                IngestPolicy.defaults(),
                () -> assertThat(sequences(fixture.untilEnd("gated")))
                        .as("the first, one a second, the change, one a second, the end")
                        .containsExactly(1L, 11L, 21L, 24L, 34L, 41L));
    }

    @Test
    void shouldPutLargePicturesIntoTheCropStore() {
        Path images = NumberedPictures.folder(folder.resolve("images"), 3);
        fixture.put(IngestFixture.camera("large", images.toString()).build());

        fixture.with(IngestPolicy.defaults().withMaxInlineBytes(100), () -> {
            List<Frame> frames = fixture.untilEnd("large").subList(0, 3);
            assertThat(frames).allMatch(Frame::hasReference);
            assertThat(fixture.crops.get(frames.get(1).getReference())).isEqualTo(NumberedPictures.jpeg(2));
        });
    }

    @Test
    void shouldSendBrokenPicturesOnAsTheyAre() throws Exception {
        Path images = NumberedPictures.folder(folder.resolve("images"), 3);
        byte[] noise = {1, 2, 3};
        Files.write(images.resolve("0002.jpg"), noise);
        fixture.put(IngestFixture.camera("poisoned", images.toString()).build());

        fixture.with(IngestPolicy.defaults(), () -> {
            List<Frame> frames = fixture.untilEnd("poisoned");
            assertThat(sequences(frames)).containsExactly(1L, 2L, 3L, 4L);
            assertThat(frames.get(1).getJpeg().toByteArray()).isEqualTo(noise);
            assertThat(frames.get(1).getWidth()).isZero();
            assertThat(fixture.count("frames.damaged", "poisoned")).isEqualTo(1);
        });
    }

    @Test
    void shouldPaceFootageInRealTime() {
        Path images = NumberedPictures.folder(folder.resolve("images"), 11);
        long before = System.currentTimeMillis();
        fixture.put(IngestFixture.camera("paced", images.toString())
                .setRealTime(true)
                .build());

        fixture.with(IngestPolicy.defaults(), () -> {
            List<Frame> frames = fixture.untilEnd("paced");
            assertThat(System.currentTimeMillis() - before).isGreaterThan(1000);
            long session = frames.get(0).getSession();
            assertThat(session).isGreaterThanOrEqualTo(before);
            assertThat(frames).allMatch(frame -> frame.getSession() == session);
            assertThat(frames.get(0).getCaptureTimeUs() / 1000).isBetween(before, before + 30_000);
            assertThat(frames.get(10).getCaptureTimeUs() - frames.get(0).getCaptureTimeUs())
                    .isEqualTo(1_000_000);
        });
    }

    @Test
    void shouldNotRunFarAheadOfItsReader() {
        Path images = NumberedPictures.folder(folder.resolve("images"), 200);
        fixture.put(IngestFixture.camera("north", images.toString()).build());
        IngestPolicy policy = IngestPolicy.defaults().limitedBy("embedder", 50);

        fixture.with(policy, () -> {
            // The group does not exist yet.
            int most = 50 + policy.queues().inFlight();
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> count("north") >= 50 && count("north") <= most);

            commit(100);
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> count("north") >= 150 && count("north") <= 100 + most);

            commit(201);
            assertThat(sequences(fixture.untilEnd("north")))
                    .isEqualTo(LongStream.rangeClosed(1, 201).boxed().toList());
        });
    }

    @Test
    void shouldRefuseRecordsThatDescribeNoCamera() {
        Path images = NumberedPictures.folder(folder.resolve("images"), 2);
        Camera good = IngestFixture.camera("good", images.toString()).build();
        fixture.send("noise", "no camera".getBytes(StandardCharsets.UTF_8));
        fixture.send("other", good.toByteArray());
        fixture.send("good", good.toBuilder().setSampleFps(-1).build().toByteArray());
        fixture.put(good);

        fixture.with(IngestPolicy.defaults(), () -> {
            assertThat(fixture.untilEnd("good")).hasSize(3);
            List<TopicReader.Read<String, DeadLetter>> letters =
                    TopicReader.read(KAFKA.clients(), Topics.DEAD_LETTERS, 3, Duration.ofSeconds(20));
            assertThat(letters)
                    .extracting(letter -> Objects.requireNonNull(letter.value()).getKind())
                    .containsExactlyInAnyOrder("camera-unparsable", "camera-invalid", "camera-invalid");
        });
    }

    private double count(String camera) {
        return fixture.count("frames.produced", camera);
    }

    /** Says, as the embedder would, that so many frames of every partition are done. */
    private void commit(long offset) {
        KafkaClients clients = KAFKA.clients();
        try (Consumer<byte[], byte[]> consumer = clients.consumer("embedder", "test")) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            for (int partition = 0; partition < 2; partition++) {
                offsets.put(new TopicPartition(clients.name(Topics.FRAMES), partition), new OffsetAndMetadata(offset));
            }
            consumer.commitSync(offsets);
        }
    }

    private static List<Long> sequences(List<Frame> frames) {
        return frames.stream().map(Frame::getSequence).toList();
    }

    private static List<Integer> numbers(List<Frame> frames) {
        return frames.stream()
                .map(frame -> NumberedPictures.number(frame.getJpeg().toByteArray()))
                .toList();
    }
}
