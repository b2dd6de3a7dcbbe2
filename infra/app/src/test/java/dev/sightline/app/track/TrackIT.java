package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.cli.Cli;
import dev.sightline.testkit.StreetScene;
import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from footage to files, through the command line, on generated people and their true boxes. */
class TrackIT {
    private static final double LEAST_IDF1 = 0.9;

    @TempDir
    Path folder;

    @Test
    void shouldFollowPeopleAndSayTheSameEachTime() throws IOException {
        Map<String, StreetScene> scenes = new TreeMap<>(Map.of(
                "north", new StreetScene(7, 4, 320, 200, 1, 0), "south", new StreetScene(7, 4, 320, 200, 0.7, 25)));
        List<String> arguments = footage(scenes);

        String first = track(arguments, folder.resolve("first"));
        String second = track(arguments, folder.resolve("second"));

        assertThat(second).isEqualTo(first);
        assertThat(folder.resolve("first"))
                .isDirectoryContaining("glob:**/sightings.jsonl")
                .isDirectoryContaining("glob:**/events.jsonl")
                .isDirectoryContaining("glob:**/alerts.jsonl")
                .isDirectoryContaining("glob:**/crops");
        assertThat(folder.resolve("first/crops")).isNotEmptyDirectory();
        for (Map.Entry<String, StreetScene> scene : scenes.entrySet()) {
            assertThat(idf1(scene.getKey(), scene.getValue(), first))
                    .as("IDF1 of camera " + scene.getKey())
                    .isGreaterThan(LEAST_IDF1);
        }
    }

    @Test
    void shouldStopEachCameraAfterSomeFrames() throws IOException {
        List<String> arguments = new ArrayList<>(footage(Map.of("north", new StreetScene(3, 2, 240, 180, 1, 0))));
        arguments.addAll(List.of("--frames", "12"));

        List<Integer> frames = track(arguments, folder.resolve("brief"))
                .lines()
                .skip(1)
                .map(line -> Integer.valueOf(line.split(",")[2]))
                .toList();

        assertThat(frames).isNotEmpty().allMatch(f -> f <= 12).contains(12);
    }

    /** Writes pictures and detections, and says so to {@code track}. */
    private List<String> footage(Map<String, StreetScene> scenes) {
        // Drawn people differ by their colours alone; the network was trained on photographs.
        List<String> arguments =
                new ArrayList<>(List.of("track", "--no-faces", "--person-descriptor", "person-colour-strip"));
        scenes.forEach((camera, scene) -> {
            Path pictures = folder.resolve(camera);
            Path detections = folder.resolve(camera + ".txt");
            scene.writeFolder(pictures);
            scene.writeDetections(detections);
            arguments.addAll(List.of("--camera", camera + "=" + pictures, "--detections", camera + "=" + detections));
        });
        return arguments;
    }

    private static String track(List<String> arguments, Path out) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--out", out.toString()));
        StringWriter told = new StringWriter();
        PrintWriter terminal = new PrintWriter(told);
        int status = Cli.commandLine().setOut(terminal).setErr(terminal).execute(all.toArray(String[]::new));
        assertThat(status).as(told.toString()).isZero();
        assertThat(told.toString()).contains("Results: " + out);
        return Files.readString(out.resolve("tracks.csv"));
    }

    private double idf1(String camera, StreetScene scene, String tracks) throws IOException {
        List<String> lines = new ArrayList<>(List.of("camera,identity,frame,x,y,w,h"));
        for (int i = 0; i < scene.frames(); i++) {
            for (StreetScene.Box b : scene.truth(i)) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s,%d,%d,%d,%d,%d,%d",
                        camera,
                        b.person(),
                        i + 1,
                        b.x(),
                        b.y(),
                        b.width(),
                        b.height()));
            }
        }
        Path truth = Files.write(folder.resolve(camera + "-truth.csv"), lines);
        List<String> own = new ArrayList<>(tracks.lines().limit(1).toList());
        tracks.lines().filter(line -> line.startsWith(camera + ",")).forEach(own::add);
        Path predicted = Files.write(folder.resolve(camera + "-tracks.csv"), own);
        return TrackingEvaluation.evaluate(TrackFiles.truth(truth), TrackFiles.predicted(predicted))
                .identity()
                .idf1();
    }
}
