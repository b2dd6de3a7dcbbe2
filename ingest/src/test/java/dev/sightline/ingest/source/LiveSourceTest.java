package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.v1.Clock;
import dev.sightline.ingest.NumberedPictures;
import dev.sightline.ingest.loopback.Conversations;
import dev.sightline.ingest.loopback.RtspCamera;
import dev.sightline.ingest.loopback.TcpCamera;
import dev.sightline.ingest.video.VideoWriter.Codec;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class LiveSourceTest {
    private static final SourceOptions OPTIONS =
            SourceOptions.defaults().with(new SourceOptions.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)));
    private static final SourceOptions IMPATIENT =
            SourceOptions.defaults().with(new SourceOptions.Timeouts(Duration.ofMillis(300), Duration.ofMillis(300)));

    @TempDir
    Path folder;

    @Test
    void shouldPassMotionJpegThroughUntouched() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (TcpCamera camera = new TcpCamera(Conversations.motionJpeg(number::incrementAndGet, 20, 0))) {
            List<Seen> seen = untilLost(SourceSpec.parse(camera.url("http")), OPTIONS);

            assertThat(seen)
                    .extracting(Seen::number)
                    .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
            assertThat(seen.get(4).jpeg()).isEqualTo(NumberedPictures.jpeg(5));
            assertThat(seen).allMatch(s -> s.stamp().clock() == Clock.CLOCK_ARRIVAL);
            assertThat(seen)
                    .isSortedAccordingTo((a, b) ->
                            Long.compare(a.stamp().captureTimeUs(), b.stamp().captureTimeUs()));
        }
    }

    @Test
    void shouldFollowTheClockOfATransportStream() throws Exception {
        Path stream = NumberedPictures.video(folder.resolve("v.ts"), 50, 10, Codec.H264);
        try (TcpCamera camera = new TcpCamera(Conversations.file(stream, "video/mp2t"))) {
            long before = System.currentTimeMillis() * 1000;
            List<Seen> seen = untilLost(SourceSpec.parse(camera.url("http")), OPTIONS);

            assertPictures(50, seen);
            assertThat(seen.get(0).stamp().captureTimeUs()).isBetween(before, before + TimeUnit.SECONDS.toMicros(30));
        }
    }

    @Test
    void shouldReadRtspOverTcp() throws Exception {
        Path stream = NumberedPictures.video(folder.resolve("v.ts"), 50, 10, Codec.H264);
        try (TcpCamera camera = new TcpCamera(RtspCamera.playing(stream))) {
            // The last picture's end is known only from the next one's beginning.
            assertPictures(49, untilLost(SourceSpec.parse(camera.url("rtsp")), OPTIONS));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "late boundary|multipart/x-mixed-replace;boundary=frame"
                        + "|Content-Type: image/jpeg\\r\\nContent-Length: LENGTH\\r\\n\\r\\nJPEG\\r\\n--frame\\r\\n",
                "no boundary named|multipart/x-mixed-replace"
                        + "|--frame\\r\\nContent-Type: image/jpeg\\r\\nContent-Length: LENGTH\\r\\n\\r\\nJPEG\\r\\n",
                "no length|multipart/x-mixed-replace; boundary=\"frame\""
                        + "|--frame\\r\\nContent-Type: image/jpeg\\r\\n\\r\\nJPEG\\r\\n",
                "no content type|''|--frame\\r\\nContent-Type: image/jpeg\\r\\n\\r\\nJPEG\\r\\n",
                "nothing between|image/jpeg|JPEG"
            })
    void shouldReadMotionJpegAsSmallCamerasSendIt(String how, String type, String part) throws Exception {
        AtomicInteger number = new AtomicInteger();
        String sent = part.replace("\\r", "\r").replace("\\n", "\n");
        try (TcpCamera camera = new TcpCamera(Conversations.small(type, sent, number::incrementAndGet, 20))) {
            List<Seen> seen = untilLost(SourceSpec.parse(camera.url("http")), OPTIONS);

            assertThat(seen)
                    .as(how)
                    .extracting(Seen::number)
                    .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
            assertThat(camera.connections()).isEqualTo(1);
        }
    }

    @Test
    void shouldAskAgainForSinglePictures() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (TcpCamera camera = new TcpCamera(Conversations.small("image/jpeg", "JPEG", number::incrementAndGet, 1));
                FrameSource source = FrameSource.open(SourceSpec.parse(camera.url("http")), OPTIONS.withImageFps(20))) {
            long begun = System.nanoTime();
            for (int i = 1; i <= 5; i++) {
                Grab grab = source.next();
                assertThat(grab).isInstanceOf(Grab.Taken.class);
                Picture picture = ((Grab.Taken) grab).picture();
                assertThat(picture.stamp().sequence()).isEqualTo(i);
                assertThat(NumberedPictures.number(picture.image())).isEqualTo(i);
            }
            assertThat(camera.connections()).isEqualTo(5);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("four waits at 20 a second")
                    .isGreaterThan(Duration.ofMillis(180));
        }
    }

    @Test
    void shouldStopAskingWhenCancelled() throws Exception {
        try (TcpCamera camera = new TcpCamera(Conversations.small("image/jpeg", "JPEG", () -> 1, 1));
                FrameSource source =
                        FrameSource.open(SourceSpec.parse(camera.url("http")), OPTIONS.withImageFps(0.001))) {
            source.next();
            CompletableFuture<Grab> next = CompletableFuture.supplyAsync(source::next);
            source.cancel();

            assertThat(next.get(10, TimeUnit.SECONDS)).isInstanceOf(Grab.Lost.class);
        }
    }

    @Test
    void shouldSayThatAnAddressIsAWebPage() {
        try (TcpCamera camera = new TcpCamera(Conversations.page())) {
            SourceSpec spec = SourceSpec.parse(camera.url("http").replace("//", "//joe:secret@"));
            assertThatThrownBy(() -> FrameSource.open(spec, OPTIONS))
                    .isInstanceOfSatisfying(
                            SourceUnavailable.class,
                            e -> assertThat(e.finding().kind()).isEqualTo(Finding.NOT_A_VIDEO))
                    .hasMessageContaining("a web page")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void shouldPassOverACutPicture() throws Exception {
        byte[] whole = NumberedPictures.jpeg(7);
        try (TcpCamera camera = new TcpCamera(socket -> {
            Conversations.small("image/jpeg", "JPEG", () -> 1, 2).with(socket);
            OutputStream out = socket.getOutputStream();
            out.write(whole, 0, whole.length - 100);
            out.write(whole);
        })) {
            assertThat(untilLost(SourceSpec.parse(camera.url("http")), OPTIONS))
                    .extracting(Seen::number)
                    .containsExactly(1, 1, 7);
        }
    }

    @Test
    void shouldRefuseGarbage() {
        try (TcpCamera camera = new TcpCamera(Conversations.garbage(1))) {
            SourceSpec spec = SourceSpec.parse(camera.url("http"));
            assertThatThrownBy(() -> FrameSource.open(spec, OPTIONS)).isInstanceOf(SourceUnavailable.class);
        }
    }

    @Test
    void shouldGiveUpOnAServerThatNeverAnswers() {
        try (TcpCamera camera = new TcpCamera(Conversations.silence())) {
            for (String scheme : List.of("http", "rtsp")) {
                SourceSpec spec = SourceSpec.parse(camera.url(scheme));
                assertThatThrownBy(() -> FrameSource.open(spec, IMPATIENT))
                        .isInstanceOf(SourceUnavailable.class)
                        .hasMessageContaining("no answer in time");
            }
        }
    }

    @Test
    void shouldLoseAStreamThatFallsSilent() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (TcpCamera camera = new TcpCamera(socket -> {
            Conversations.motionJpeg(number::incrementAndGet, 3, 0).with(socket);
            Conversations.silence().with(socket);
        })) {
            assertThat(untilLost(SourceSpec.parse(camera.url("http")), IMPATIENT))
                    .hasSize(3);
        }
    }

    @Test
    void shouldReturnSoonWhenCancelled() throws Exception {
        SourceOptions patient =
                SourceOptions.defaults().with(new SourceOptions.Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(5)));
        try (TcpCamera camera = new TcpCamera(Conversations.silence());
                FrameSource source = FrameSource.of(
                        SourceSpec.parse(camera.url("http")), patient, Timeline.live(InstantSource.system()))) {
            CompletableFuture<Boolean> opened = CompletableFuture.supplyAsync(() -> {
                try {
                    source.open();
                    return true;
                } catch (SourceUnavailable e) {
                    return false;
                }
            });
            source.cancel();

            assertThat(opened.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void shouldSayThatADeviceIsNotThere() {
        assertThatThrownBy(() -> FrameSource.open(SourceSpec.parse("device:97"), OPTIONS))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("97");
    }

    private static void assertPictures(int count, List<Seen> seen) {
        assertThat(seen)
                .extracting(Seen::number)
                .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
        assertThat(seen).allMatch(s -> s.stamp().clock() == Clock.CLOCK_STREAM);
        // They come in one burst, faster than they were taken: none may seem to be taken after it came. TimelineTest
        // has the rest.
        assertThat(seen.get(seen.size() - 1).stamp().captureTimeUs())
                .isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() + 101));
        assertThat(seen).extracting(s -> s.stamp().captureTimeUs()).isSorted().doesNotHaveDuplicates();
    }

    private static List<Seen> untilLost(SourceSpec spec, SourceOptions options) throws SourceUnavailable {
        List<Seen> seen = new ArrayList<>();
        try (FrameSource source = FrameSource.open(spec, options)) {
            for (Grab grab = source.next(); !(grab instanceof Grab.Lost); grab = source.next()) {
                if (grab instanceof Grab.Taken taken) {
                    seen.add(Seen.of(taken.picture()));
                }
            }
        }
        return seen;
    }
}
