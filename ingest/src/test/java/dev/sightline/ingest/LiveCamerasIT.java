package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.ingest.loopback.Conversations;
import dev.sightline.ingest.loopback.RtspCamera;
import dev.sightline.ingest.loopback.TcpCamera;
import dev.sightline.ingest.video.VideoWriter.Codec;
import dev.sightline.platform.retry.Backoff;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Network cameras that come, go, die and misbehave, through a real broker. */
class LiveCamerasIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(200), 2, 0.5, Integer.MAX_VALUE);
    private static final IngestPolicy POLICY = IngestPolicy.defaults()
            .with(new IngestPolicy.Connection(
                    Duration.ofSeconds(5), Duration.ofSeconds(5), QUICK, Duration.ofSeconds(10), 1));

    @TempDir
    Path folder;

    private final AtomicInteger number = new AtomicInteger();
    private IngestFixture fixture;

    @BeforeEach
    void begin() {
        KAFKA.createTopics(2);
        fixture = new IngestFixture(KAFKA.clients(), folder.resolve("crops"));
    }

    @Test
    void shouldKeepGoodCamerasGoingBesideBadOnes() {
        Path stream = NumberedPictures.video(folder.resolve("v.ts"), 30, 10, Codec.H264);
        try (TcpCamera garbage = new TcpCamera(Conversations.garbage(1));
                TcpCamera silent = new TcpCamera(Conversations.silence());
                TcpCamera hasty = new TcpCamera(socket -> {});
                TcpCamera rtsp = new TcpCamera(RtspCamera.playing(stream));
                TcpCamera transport = new TcpCamera(Conversations.file(stream, "video/mp2t"));
                TcpCamera jpeg = new TcpCamera(Conversations.motionJpeg(number::incrementAndGet, 1000, 20))) {
            put("garbage", garbage.url("http"));
            put("silent", silent.url("rtsp"));
            put("silent-too", silent.url("http"));
            put("hasty", hasty.url("http"));
            put("nobody", "http://127.0.0.1:1/camera");
            put("device", "device:98");
            put("jpeg", jpeg.url("http"));
            put("rtsp", rtsp.url("rtsp"));
            put("transport", transport.url("http"));

            fixture.with(POLICY, () -> {
                assertOneSessionInOrder(fixture.until("jpeg", 40));
                assertOneSessionInOrder(fixture.until("rtsp", 40));
                assertOneSessionInOrder(fixture.until("transport", 40));
                assertThat(List.of("garbage", "silent", "silent-too", "hasty", "nobody", "device"))
                        .allSatisfy(camera -> assertThat(fixture.all(camera)).isEmpty());
                assertThat(fixture.count("open.failures", "nobody")).isPositive();
                assertThat(fixture.all("rtsp"))
                        .as("when they arrived")
                        .allMatch(frame -> frame.getArrivalTimeUs() > frame.getCaptureTimeUs() - 200_000);
            });
        }
    }

    @Test
    void shouldReconnectWhenTheServerComesBack() {
        int port;
        try (TcpCamera first = new TcpCamera(Conversations.motionJpeg(number::incrementAndGet, 1000, 5))) {
            port = first.port();
            put("cam", first.url("http"));
            IngestService service = fixture.start(POLICY);
            fixture.until("cam", 20);
            first.close();
            await().until(() -> fixture.count("open.failures", "cam") >= 1);
            int before = number.get();
            try (service;
                    TcpCamera second =
                            new TcpCamera(port, Conversations.motionJpeg(number::incrementAndGet, 1000, 5))) {
                assertOneSessionInOrder(fixture.until(
                        "cam",
                        frames -> frames.stream()
                                .anyMatch(frame ->
                                        NumberedPictures.number(frame.getJpeg().toByteArray()) > before)));
                assertThat(fixture.count("reconnects", "cam")).isPositive();
                assertThat(second.connections()).isPositive();
            }
        }
    }

    @Test
    void shouldAddChangeAndRemoveCamerasWhileRunning() {
        try (TcpCamera one = new TcpCamera(Conversations.motionJpeg(number::incrementAndGet, 100_000, 5));
                TcpCamera other = new TcpCamera(Conversations.motionJpeg(() -> 1000, 100_000, 5))) {
            put("steady", one.url("http"));
            fixture.with(POLICY, () -> {
                fixture.until("steady", 5);
                put("cam", one.url("http"));
                long session = fixture.until("cam", 5).get(0).getSession();

                put("cam", other.url("http"));
                List<Frame> frames = fixture.until(
                        "cam", all -> all.stream().anyMatch(f -> f.getSession() > session && f.getSequence() >= 5));
                assertThat(frames)
                        .extracting(Frame::getSession)
                        .as("sessions never mix")
                        .isSorted();
                assertThat(frames.stream().filter(f -> f.getSession() > session))
                        .allMatch(f -> NumberedPictures.number(f.getJpeg().toByteArray()) == 1000);

                fixture.remove("cam");
                await().until(() -> fixture.gauges("cam") == 0);
                int left = fixture.all("cam").size();
                int steady = fixture.all("steady").size();
                fixture.until("steady", steady + 20);
                assertThat(fixture.all("cam")).hasSize(left);

                assertThat(fixture.all("steady"))
                        .extracting(Frame::getSession)
                        .containsOnly(fixture.all("steady").get(0).getSession());
            });
        }
    }

    @Test
    void shouldStopQuicklyWhileCamerasHang() {
        try (TcpCamera silent = new TcpCamera(Conversations.silence())) {
            for (int i = 0; i < 5; i++) {
                put("silent-" + i, silent.url(i % 2 == 0 ? "http" : "rtsp"));
            }
            IngestPolicy patient = POLICY.with(POLICY.connection().withTimeout(Duration.ofMinutes(5)));
            IngestService service = fixture.start(patient);
            await().until(() -> silent.connections() == 5);

            long begun = System.nanoTime();
            service.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private void put(String id, String source) {
        fixture.put(Camera.newBuilder()
                .setCameraId(id)
                .setSiteId("site")
                .setSource(source)
                .build());
    }

    private static void assertOneSessionInOrder(List<Frame> frames) {
        assertThat(frames)
                .extracting(Frame::getSession)
                .containsOnly(frames.get(0).getSession());
        assertThat(frames).extracting(Frame::getSequence).isSorted().doesNotHaveDuplicates();
        assertThat(frames).extracting(Frame::getCaptureTimeUs).isSorted().doesNotHaveDuplicates();
        assertThat(frames).noneMatch(Frame::getEndOfStream);
    }
}
