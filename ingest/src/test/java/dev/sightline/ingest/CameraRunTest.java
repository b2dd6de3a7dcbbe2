package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.ingest.loopback.Conversations;
import dev.sightline.ingest.loopback.TcpCamera;
import dev.sightline.ingest.status.StatusTopic;
import dev.sightline.ingest.video.VideoWriter.Codec;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.folder.DiskRoom;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One camera against a Kafka that acknowledges when the test says so. */
@Timeout(30)
class CameraRunTest {
    private static final int IN_FLIGHT = 2;
    private static final int QUEUE = 3;

    private DiskRoom room = DiskRoom.unbounded();

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final MockProducer<byte[], byte[]> statuses =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final AtomicReference<CameraRun> run = new AtomicReference<>();

    @AfterEach
    void stop() {
        CameraRun started = run.get();
        if (started != null) {
            started.stop();
            await().until(() -> !kafka.completeNext() && started.ended().isDone());
        }
    }

    @Test
    void shouldDropTheOldestLiveFramesWhileKafkaIsSlow() {
        AtomicInteger number = new AtomicInteger();
        try (TcpCamera camera = new TcpCamera(socket -> {
            Conversations.motionJpeg(number::incrementAndGet, 50, 0).with(socket);
            Conversations.silence().with(socket);
        })) {
            start(IngestFixture.camera("live", camera.url("http")).build());
            // Two wait for Kafka, one for its turn in the sending thread, three in the queue: the newest.
            await().until(() -> count("frames.dropped", "live") == 50 - IN_FLIGHT - 1 - QUEUE);

            while (kafka.history().size() < IN_FLIGHT + 1 + QUEUE) {
                kafka.completeNext();
                Thread.onSpinWait();
            }
            List<Long> sent = frames().stream().map(Frame::getSequence).toList();
            assertThat(sent).isSorted().doesNotHaveDuplicates().endsWith(48L, 49L, 50L);
        }
    }

    @Test
    void shouldMakeRecordedFootageWaitForKafkaAndLoseNothing() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 40, 10, Codec.H264);
        start(IngestFixture.camera("file", video.toString()).build());
        await().until(() -> kafka.history().size() == IN_FLIGHT);
        await().until(() -> waiting() == QUEUE);

        while (kafka.history().size() < 41) {
            kafka.completeNext();
            Thread.onSpinWait();
        }

        assertThat(frames())
                .extracting(Frame::getSequence)
                .isEqualTo(LongStream.rangeClosed(1, 41).boxed().toList());
        assertThat(frames().get(40).getEndOfStream()).isTrue();
        assertThat(count("frames.dropped", "file")).isZero();
    }

    @Test
    void shouldEndRecordedFootageWhereItIsTold() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 10, 10, Codec.H264);
        start(IngestFixture.camera("file", video.toString()).setLastSequence(4).build());

        await().until(() -> !kafka.completeNext() && kafka.history().size() == 5);

        assertThat(frames()).extracting(Frame::getSequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(frames().get(4).getEndOfStream()).isTrue();
    }

    @Test
    void shouldDrainAndEndWhenStopped() {
        AtomicInteger number = new AtomicInteger();
        try (TcpCamera camera = new TcpCamera(socket -> {
            Conversations.motionJpeg(number::incrementAndGet, 50, 0).with(socket);
            Conversations.silence().with(socket);
        })) {
            CameraRun started =
                    start(IngestFixture.camera("live", camera.url("http")).build());
            await().until(() -> count("frames.dropped", "live") == 50 - IN_FLIGHT - 1 - QUEUE);
            started.stop();
            assertThat(started.ended()).isNotDone();

            await().until(() -> !kafka.completeNext() && started.ended().isDone());
            assertThat(count("frames.produced", "live")).isEqualTo(IN_FLIGHT + 1 + QUEUE);
            assertThat(meters.find("sightline.ingest.queue.frames").gauge()).isNull();
        }
    }

    @Test
    void shouldReportTroubleThatOnlyARestartCanMend() {
        Path images = NumberedPictures.folder(folder.resolve("images"), 1);
        start(IngestFixture.camera("file", images.toString()).build());
        await().until(() -> !kafka.history().isEmpty());

        kafka.errorNext(new TopicAuthorizationException("frames"));

        await().until(() -> failure.get() instanceof TopicAuthorizationException);
        assertThat(count("frames.dropped", "file")).isEqualTo(1);
    }

    @Test
    void shouldStopSendingBeforeADiskIsFullAndGoOnWhenThereIsRoom() {
        AtomicLong free = new AtomicLong(10);
        room = new DiskRoom("/data", DiskRoom.Bounds.reserve(1_000), free::get, Clock.systemUTC());
        Path images = NumberedPictures.folder(folder.resolve("images"), 3);
        start(IngestFixture.camera("file", images.toString()).build());
        await().until(() -> waiting() > 0);
        assertThat(kafka.history()).isEmpty();
        assertThat(room.problem()).isPresent();

        free.set(5_000);

        await().until(() -> {
            kafka.completeNext();
            return frames().size() >= 4;
        });
        assertThat(count("frames.dropped", "file")).isZero();
    }

    private CameraRun start(Camera camera) {
        IngestPolicy policy = IngestPolicy.defaults().with(new IngestPolicy.Queues(QUEUE, QUEUE, IN_FLIGHT));
        FrameOutlet outlet =
                new FrameOutlet(kafka, "frames", new FileCropStore(folder.resolve("crops")), room, failure::set);
        CameraRun started = new CameraRun(
                camera,
                1,
                CompletableFuture.completedFuture(null),
                new IngestResources(
                        policy,
                        outlet,
                        new StatusTopic(statuses, "camera-status", Clock.systemUTC()),
                        partition -> 0,
                        meters,
                        Clock.systemUTC()));
        run.set(started);
        started.start();
        return started;
    }

    private List<Frame> frames() {
        return kafka.history().stream()
                .map(record -> {
                    try {
                        return Frame.parseFrom(record.value());
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private double waiting() {
        return meters.get("sightline.ingest.queue.frames").gauge().value();
    }

    private double count(String name, String camera) {
        return meters.find("sightline.ingest." + name).tag("camera", camera).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
