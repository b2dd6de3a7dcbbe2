package dev.sightline.ingest.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFootageTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 96;
    private static final int FRAMES = 30;

    @TempDir
    Path folder;

    @Test
    void shouldShowTheEmptyStreetFirstAndThenTheMirroredFootage() throws Exception {
        Path video = footage();

        Path second = DemoFootage.secondCamera(video, folder.resolve("cache"), 2, done -> {});

        List<BufferedImage> pictures = read(second);
        assertThat(pictures).hasSize(20 + FRAMES);
        assertThat(bright(pictures.get(10))).as("nobody in the street").isEmpty();
        // The walker is at x in picture x / 4 of camera A, so at the mirrored place 20 pictures later in camera B.
        for (int i = 0; i < FRAMES; i++) {
            double center = bright(pictures.get(20 + i)).stream()
                    .mapToInt(Integer::intValue)
                    .average()
                    .orElseThrow();
            assertThat(center).as("picture %d", i).isBetween(WIDTH - (i * 4 + 16) - 3.0, WIDTH - i * 4 + 3.0);
        }
    }

    @Test
    void shouldMakeTheSameFileAgainAndKeepIt() throws Exception {
        Path video = footage();

        Path one = DemoFootage.secondCamera(video, folder.resolve("a"), 2, done -> {});
        Path other = DemoFootage.secondCamera(video, folder.resolve("b"), 2, done -> {});
        Path again = DemoFootage.secondCamera(video, folder.resolve("a"), 2, done -> {
            throw new AssertionError("made again");
        });

        assertThat(one).hasSameBinaryContentAs(other);
        assertThat(again).isEqualTo(one);
    }

    @Test
    void shouldLeaveNothingBehindWhenThereIsNoFootage() {
        assertThatThrownBy(() -> DemoFootage.secondCamera(folder.resolve("x.avi"), folder.resolve("c"), 2, done -> {}))
                .isInstanceOf(SourceUnavailable.class);
        assertThat(folder.resolve("c")).satisfies(cache -> {
            if (Files.exists(cache)) {
                assertThat(cache).isEmptyDirectory();
            }
        });
    }

    /** A bright walker of 16 pixels crosses a gray street from the left. */
    private Path footage() throws IOException {
        Path video = folder.resolve("a.mp4");
        try (VideoWriter writer = new VideoWriter(video, WIDTH, HEIGHT, 10, VideoWriter.Codec.H264)) {
            for (int i = 0; i < FRAMES; i++) {
                BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(Color.GRAY);
                graphics.fillRect(0, 0, WIDTH, HEIGHT);
                graphics.setColor(Color.WHITE);
                graphics.fillRect(i * 4, 30, 16, 40);
                graphics.dispose();
                writer.write(image);
            }
        }
        return video;
    }

    /** Columns of the middle row that are bright even after darkening. */
    private static List<Integer> bright(BufferedImage image) {
        List<Integer> columns = new ArrayList<>();
        for (int x = 0; x < WIDTH; x++) {
            if ((image.getRGB(x, 50) >> 8 & 0xFF) > 135) {
                columns.add(x);
            }
        }
        return columns;
    }

    private static List<BufferedImage> read(Path video) throws SourceUnavailable {
        List<BufferedImage> pictures = new ArrayList<>();
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(video), SourceOptions.defaults())) {
            while (source.next() instanceof Grab.Taken taken) {
                pictures.add(taken.picture().image());
            }
        }
        return pictures;
    }
}
