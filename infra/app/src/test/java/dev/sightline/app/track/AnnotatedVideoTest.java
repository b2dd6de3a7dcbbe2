package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.results.TrackRow;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedVideoTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();
    private Path pictures = Path.of("");

    @BeforeEach
    void writePictures() throws IOException {
        pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.writeString(
                pictures.resolve("timestamps.csv"),
                "file,epoch_seconds\n1.jpg,100.0\n2.jpg,100.04\n3.jpg,101.5\n4.jpg,101.54\n");
        Files.write(pictures.resolve("1.jpg"), jpeg(96, 64));
        byte[] cut = jpeg(96, 64);
        Files.write(pictures.resolve("2.jpg"), Arrays.copyOf(cut, cut.length / 2));
        Files.write(pictures.resolve("3.jpg"), jpeg(96, 64));
        Files.write(pictures.resolve("4.jpg"), jpeg(32, 64));
    }

    @Test
    void shouldKeepTimesAndLeaveOutAPictureThatCannotBeRead() throws Exception {
        Path film = folder.resolve("north.mp4");

        assertThat(write(film)).isTrue();

        List<Long> times = new ArrayList<>();
        BufferedImage last = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        try (FrameSource source = open(film)) {
            while (source.next() instanceof Grab.Taken taken) {
                times.add(taken.picture().stamp().captureTimeUs());
                last = taken.picture().image();
            }
        }
        assertThat(times).extracting(time -> time - times.get(0)).containsExactly(0L, 1_500_000L, 1_540_000L);
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.where()).isEqualTo("camera north");
            assertThat(problem.kind()).isEqualTo("film-picture-left-out");
            assertThat(problem.count()).isEqualTo(1);
        });
        // The narrow picture stands in the middle, as it is, with nothing beside it.
        assertThat(new Color(last.getRGB(5, 32)).getRed()).isLessThan(40);
        assertThat(new Color(last.getRGB(48, 60)).getRed()).isGreaterThan(150);
        assertThat(folder).isDirectoryNotContaining("glob:**.part.mp4");
    }

    @Test
    void shouldSayThatAFilmCannotBeWrittenAndGoOn() {
        assertThat(write(folder.resolve("no/such/folder/north.mp4"))).isFalse();

        assertThat(problems.all()).extracting(Problem::kind).containsExactly("film-failed");
    }

    private boolean write(Path film) {
        Camera camera = Camera.newBuilder()
                .setCameraId("north")
                .setSource(pictures.toString())
                .build();
        TrackRow row =
                new TrackRow("north", "site/p1", 1, new TrackRow.Place(10, 20, 20, 30, .9f), "north/0/t1", 100_000_000);
        try (StopRequest stop = StopRequest.listen(new PrintWriter(Writer.nullWriter()), () -> {})) {
            return AnnotatedVideo.write(camera, List.of(row), film, problems, stop);
        }
    }

    private static FrameSource open(Path film) throws SourceUnavailable {
        return FrameSource.open(new SourceSpec.VideoFile(film), SourceOptions.defaults());
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(200, 180, 160));
        g.fillRect(0, 0, width, height);
        g.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }
}
