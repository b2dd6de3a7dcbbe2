package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sightline.app.run.SightlineProcess;
import dev.sightline.testkit.StreetScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a batch: what was read is kept and marked, nothing stays behind, nothing crashes. */
@Timeout(400)
class InterruptIT {
    private static final int PATIENCE_SECONDS = 150;
    private static final int ENOUGH_FRAMES = 60;
    private static final Pattern PROGRESS = Pattern.compile("%: ([\\d,]+) of ");

    @TempDir
    Path folder;

    @Test
    void shouldKeepWhatWasReadAndCleanUp() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path out = folder.resolve("results");
        List<String> arguments = arguments(out);

        try (SightlineProcess process =
                SightlineProcess.start(folder, "track", List.of("-Djava.io.tmpdir=" + temporary), arguments)) {
            // Frames come through as soon as the tracker keeps a state of its own; then the end is still far.
            await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> framesRead(process.log()) >= ENOUGH_FRAMES || !process.running());
            int status = process.interrupt();

            assertThat(process.exitStatus(PATIENCE_SECONDS)).as(process.log()).isEqualTo(status);
            assertThat(process.log())
                    .contains("Stopping;", "INCOMPLETE: stopped before the end of camera door", "Results: " + out)
                    .doesNotContain("SIGSEGV", "Exception", "\tat ");
        }
        assertThat(Files.readString(out.resolve("summary.txt"))).startsWith("INCOMPLETE: ");
        assertThat(Files.readString(out.resolve("report.html"))).contains("Incomplete: ");
        assertThat(Files.readAllLines(out.resolve("tracks.csv"))).hasSizeGreaterThan(10);
        assertThat(leftovers(temporary)).isEmpty();
    }

    /** Of the last line of progress; on a busy machine the first one comes before anybody was followed. */
    private static int framesRead(String log) {
        Matcher lines = PROGRESS.matcher(log);
        int read = 0;
        while (lines.find()) {
            read = Integer.parseInt(lines.group(1).replace(",", ""));
        }
        return read;
    }

    /** A folder of pictures that all are one of a few files, long enough to be interrupted on any machine. */
    private List<String> arguments(Path out) throws IOException {
        StreetScene scene = new StreetScene(5, 4, 160, 180, 1, 0);
        Path first = folder.resolve("drawn");
        scene.writeFolder(first);
        Path pictures = Files.createDirectories(folder.resolve("door"));
        int count = 40_000;
        for (int i = 0; i < count; i++) {
            Path drawn = first.resolve(String.format("%05d.jpg", i % scene.frames() + 1));
            Files.createLink(pictures.resolve(String.format("%06d.jpg", i)), drawn);
        }
        Path detections = folder.resolve("door.txt");
        scene.writeDetections(detections, count);
        return new ArrayList<>(List.of(
                "track",
                "--no-faces",
                "--person-descriptor",
                "person-colour-strip",
                "--camera",
                "door=" + pictures,
                "--detections",
                "door=" + detections,
                "--out",
                out.toString()));
    }

    private static List<String> leftovers(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("sightline"))
                    .toList();
        }
    }
}
