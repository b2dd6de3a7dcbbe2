package dev.sightline.ingest.source;

import static dev.sightline.ingest.NumberedPictures.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;

import dev.sightline.contracts.v1.Clock;
import dev.sightline.ingest.NumberedPictures;
import dev.sightline.ingest.video.VideoWriter;
import dev.sightline.ingest.video.VideoWriter.Codec;
import java.awt.image.BufferedImage;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"H264,mp4", "MPEG4,avi", "MPEG4,mp4", "H264,mkv", "H264,ts", "MOTION_JPEG,avi"})
    void shouldGiveEveryPictureWithItsNumberAndTime(Codec codec, String extension) throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v." + extension), 60, 10, codec);

        List<Seen> seen = Seen.all(new SourceSpec.VideoFile(video), SourceOptions.defaults());

        assertThat(seen)
                .extracting(Seen::number)
                .isEqualTo(IntStream.rangeClosed(1, 60).boxed().toList());
        assertThat(seen)
                .extracting(s -> s.stamp().sequence())
                .isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
        assertThat(seen)
                .extracting(s -> s.stamp().captureTimeUs() - Timeline.DEFAULT_START_US)
                .isEqualTo(LongStream.range(0, 60).map(i -> i * 100_000).boxed().toList());
        assertThat(seen).allMatch(s -> s.stamp().clock() == Clock.CLOCK_STREAM);
        assertThat(seen)
                .extracting(s -> number(s.jpeg()))
                .isEqualTo(IntStream.rangeClosed(1, 60).boxed().toList());
    }

    @Test
    void shouldBeginAtTheGivenTime() throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 3, 5, Codec.H264);

        List<Seen> seen = Seen.all(
                new SourceSpec.VideoFile(video), SourceOptions.defaults().withStartTimeUs(7_000_000));

        assertThat(seen).extracting(s -> s.stamp().captureTimeUs()).containsExactly(7_000_000L, 7_200_000L, 7_400_000L);
    }

    @ParameterizedTest
    @CsvSource({"0, 64, 32, 0", "90, 32, 64, 3", "180, 64, 32, 2", "-90, 32, 64, 1"})
    void shouldBringPicturesUpright(double anticlockwise, int width, int height, int corner) throws Exception {
        Path video = folder.resolve("v.mp4");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(video.toFile(), 64, 32)) {
            recorder.setVideoCodec(AV_CODEC_ID_MPEG4);
            recorder.setDisplayRotation(anticlockwise);
            recorder.startUnsafe();
            BufferedImage lying = new BufferedImage(64, 32, BufferedImage.TYPE_3BYTE_BGR);
            lying.getGraphics().fillRect(0, 0, 16, 16);
            try (Java2DFrameConverter converter = new Java2DFrameConverter()) {
                recorder.record(converter.convert(lying));
            }
        }
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(video), SourceOptions.defaults())) {
            Picture picture = ((Grab.Taken) source.next()).picture();
            assertThat(picture.width()).isEqualTo(width);
            assertThat(picture.height()).isEqualTo(height);
            assertThat(brightCorner(picture.image())).isEqualTo(corner);
        }
    }

    /** Clockwise from the upper left. */
    private static int brightCorner(BufferedImage image) {
        int right = image.getWidth() - 5;
        int bottom = image.getHeight() - 5;
        int[][] corners = {{4, 4}, {right, 4}, {right, bottom}, {4, bottom}};
        return IntStream.range(0, 4)
                .filter(i -> (image.getRGB(corners[i][0], corners[i][1]) & 0xFF) > 127)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void shouldGoOnAfterBrokenPackets() throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v.avi"), 60, 10, Codec.MPEG4);
        try (RandomAccessFile file = new RandomAccessFile(video.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[300]);
        }

        List<Seen> seen = Seen.all(new SourceSpec.VideoFile(video), SourceOptions.defaults());

        assertThat(seen).hasSizeGreaterThan(40);
        assertThat(seen.get(seen.size() - 1).number()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({"H264,mp4", "MPEG4,avi", "H264,mkv"})
    void shouldFindNothingWrongWithASoundFile(Codec codec, String extension) throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v." + extension), 60, 10, codec);

        assertThat(findings(video)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MPEG4,avi", "H264,mkv"})
    void shouldSayThatAFileEndsEarly(Codec codec, String extension) throws Exception {
        // Behind the header, which is large in an AVI.
        Path video = NumberedPictures.video(folder.resolve("v." + extension), 60, 10, codec);
        byte[] bytes = Files.readAllBytes(video);
        Files.write(video, Arrays.copyOf(bytes, bytes.length * 4 / 5));

        assertThat(findings(video)).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.ENDS_EARLY);
            assertThat(finding.what()).startsWith("holds only ");
        });
    }

    @Test
    void shouldSayThatARecordingHasNoIndex() throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 60, 10, Codec.H264);
        byte[] bytes = Files.readAllBytes(video); // Written as cameras do it: the index comes last.
        Files.write(video, Arrays.copyOf(bytes, bytes.length / 2));

        assertUnavailable(video, Finding.NO_INDEX, "cut off before it was closed");
    }

    @Test
    void shouldCountDamage() throws Exception {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 60, 10, Codec.MPEG4);
        byte[] noise = new byte[400];
        new Random(1).nextBytes(noise);
        try (RandomAccessFile file = new RandomAccessFile(video.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(noise);
        }

        assertThat(findings(video)).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.DECODE_ERRORS);
            assertThat(finding.count()).isPositive();
        });
    }

    @Test
    void shouldSayThatThePictureSizeChanges() throws Exception {
        // Transport streams may be joined by joining their bytes.
        Path small = NumberedPictures.video(folder.resolve("a.ts"), 20, 10, Codec.H264);
        Path large = folder.resolve("b.ts");
        try (VideoWriter writer = new VideoWriter(large, 320, 240, 10, Codec.H264)) {
            for (int i = 0; i < 20; i++) {
                writer.write(new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR));
            }
        }
        Files.write(small, Files.readAllBytes(large), StandardOpenOption.APPEND);

        assertThat(findings(small)).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.SIZE_CHANGED);
            assertThat(finding.what()).contains("160x120 to 320x240");
        });
    }

    @Test
    void shouldTakeTheRateOfARawStreamFromTheStream() throws Exception {
        Path raw = folder.resolve("v.m4v");
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(raw.toFile(), 160, 120)) {
            recorder.setFormat("m4v");
            recorder.setVideoCodec(AV_CODEC_ID_MPEG4);
            recorder.setFrameRate(8);
            recorder.startUnsafe();
            try (Java2DFrameConverter converter = new Java2DFrameConverter()) {
                for (int i = 1; i <= 16; i++) {
                    recorder.record(converter.convert(NumberedPictures.picture(i)));
                }
            }
        }

        List<Seen> seen = Seen.all(new SourceSpec.VideoFile(raw), SourceOptions.defaults());

        assertThat(seen)
                .extracting(s -> s.stamp().captureTimeUs() - Timeline.DEFAULT_START_US)
                .isEqualTo(LongStream.range(0, 16).map(i -> i * 125_000).boxed().toList());
        assertThat(findings(raw)).isEmpty();
    }

    @Test
    void shouldRefuseVideoAboveThePixelBound() {
        Path video = NumberedPictures.video(folder.resolve("v.mp4"), 2, 10, Codec.H264);

        assertThatThrownBy(() -> FrameSource.open(
                        new SourceSpec.VideoFile(video),
                        SourceOptions.defaults().withMaxPixels(19_199)))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("19200 pixels; allowed are 19199");
    }

    @Test
    void shouldSayWhatIsWrongWithAFileThatIsNoVideo() throws Exception {
        Path text = Files.writeString(folder.resolve("v.mp4"), "no video at all");
        Path plain = Files.writeString(folder.resolve("v.txt"), "Zeile für Zeile\n".repeat(200));
        Path page = Files.writeString(folder.resolve("v.html"), "\n<!doctype HTML>\n<title>x</title>");
        Path noise = Files.write(folder.resolve("v.avi"), new byte[] {0, 1, 2, 3, (byte) 0xFF, 5, 6, 7, 8, 9});
        Path empty = Files.createFile(folder.resolve("empty.mp4"));

        assertUnavailable(text, Finding.NOT_A_VIDEO, "v.mp4");
        assertUnavailable(plain, Finding.NOT_A_VIDEO, "it is a text");
        assertUnavailable(page, Finding.NOT_A_VIDEO, "it is a web page");
        assertUnavailable(noise, Finding.NOT_A_VIDEO, "begins with 00 01 02 03 ff 05 06 07");
        assertUnavailable(empty, Finding.NOT_A_VIDEO, "0 bytes");
        assertUnavailable(folder.resolve("x"), Finding.CANNOT_OPEN, "does not exist");
    }

    private static void assertUnavailable(Path video, String kind, String message) {
        assertThatThrownBy(() -> FrameSource.open(new SourceSpec.VideoFile(video), SourceOptions.defaults()))
                .isInstanceOfSatisfying(
                        SourceUnavailable.class,
                        e -> assertThat(e.finding().kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    private static List<Finding> findings(Path video) throws SourceUnavailable {
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(video), SourceOptions.defaults())) {
            Grab grab = source.next();
            while (!(grab instanceof Grab.Ended) && !(grab instanceof Grab.Lost)) {
                grab = source.next();
            }
            return source.findings();
        }
    }
}
