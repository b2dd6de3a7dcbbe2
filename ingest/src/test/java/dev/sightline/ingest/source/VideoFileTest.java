package dev.sightline.ingest.source;

import static dev.sightline.ingest.NumberedPictures.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;

import dev.sightline.contracts.v1.Clock;
import dev.sightline.ingest.NumberedPictures;
import dev.sightline.ingest.video.VideoWriter.Codec;
import java.awt.image.BufferedImage;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void shouldSayWhatIsWrongWithAFileThatIsNoVideo() throws Exception {
        Path text = Files.writeString(folder.resolve("v.mp4"), "no video at all");

        assertThatThrownBy(() -> Seen.all(new SourceSpec.VideoFile(text), SourceOptions.defaults()))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("v.mp4");
        assertThatThrownBy(() -> Seen.all(new SourceSpec.VideoFile(folder.resolve("x")), SourceOptions.defaults()))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining("does not exist");
    }
}
