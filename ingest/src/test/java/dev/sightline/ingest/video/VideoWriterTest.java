package dev.sightline.ingest.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VideoWriterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(VideoWriter.Codec.class)
    void shouldKeepColors(VideoWriter.Codec codec) throws Exception {
        Path video = folder.resolve("v.mp4");
        try (VideoWriter writer = new VideoWriter(video, 64, 48, 5, codec)) {
            writer.write(filled(64, 48, BufferedImage.TYPE_INT_ARGB));
            writer.write(filled(64, 48, BufferedImage.TYPE_3BYTE_BGR));
        }
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(video), SourceOptions.defaults())) {
            for (int i = 0; i < 2; i++) {
                Color seen =
                        new Color(((Grab.Taken) source.next()).picture().image().getRGB(30, 20));
                assertThat(seen.getRed()).isCloseTo(200, Offset.offset(12));
                assertThat(seen.getGreen()).isCloseTo(120, Offset.offset(12));
                assertThat(seen.getBlue()).isCloseTo(40, Offset.offset(12));
            }
        }
    }

    @Test
    void shouldStretchOddSizes() throws Exception {
        Path video = folder.resolve("v.mp4");
        try (VideoWriter writer = new VideoWriter(video, 65, 47, 5, VideoWriter.Codec.H264)) {
            writer.write(filled(65, 47, BufferedImage.TYPE_3BYTE_BGR));
        }
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(video), SourceOptions.defaults())) {
            Grab.Taken taken = (Grab.Taken) source.next();
            assertThat(taken.picture().width()).isEqualTo(66);
            assertThat(taken.picture().height()).isEqualTo(48);
        }
    }

    @ParameterizedTest
    @EnumSource(VideoWriter.Codec.class)
    void shouldShowPicturesAtTheirTimes(VideoWriter.Codec codec) throws Exception {
        Path video = folder.resolve("v.mp4");
        long[] times = {0, 40_000, 140_000, 1_500_000, 1_500_000, 1_533_000};
        try (VideoWriter writer = VideoWriter.timed(video, 64, 48, 10, codec)) {
            for (long time : times) {
                writer.write(filled(64, 48, BufferedImage.TYPE_3BYTE_BGR), time);
            }
        }
        List<Long> seen = new ArrayList<>();
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(video), SourceOptions.defaults())) {
            while (source.next() instanceof Grab.Taken taken) {
                seen.add(taken.picture().stamp().captureTimeUs());
            }
        }
        assertThat(seen)
                .extracting(time -> time - seen.get(0))
                .containsExactly(0L, 40_000L, 140_000L, 1_500_000L, 1_501_000L, 1_533_000L);
    }

    @Test
    void shouldRefuseAnotherSizeAndAnUnwritablePlace() throws Exception {
        try (VideoWriter writer = new VideoWriter(folder.resolve("v.mp4"), 64, 48, 5, VideoWriter.Codec.H264)) {
            assertThatThrownBy(() -> writer.write(filled(32, 48, BufferedImage.TYPE_3BYTE_BGR)))
                    .hasMessageContaining("32x48");
            writer.write(filled(64, 48, BufferedImage.TYPE_3BYTE_BGR));
        }
        Path nowhere = folder.resolve("no/such/folder/v.mp4");
        assertThatThrownBy(() -> new VideoWriter(nowhere, 64, 48, 5, VideoWriter.Codec.H264))
                .isInstanceOf(IOException.class);
    }

    private static BufferedImage filled(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, new Color(200, 120, 40).getRGB());
            }
        }
        return image;
    }
}
