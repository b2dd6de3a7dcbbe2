package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.testkit.StreetScene;
import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
                .isDirectoryContaining("glob:**/summary.txt")
                .isDirectoryContaining("glob:**/report.html")
                .isDirectoryContaining("glob:**/crops");
        assertThat(folder.resolve("first/crops")).isNotEmptyDirectory();
        for (Map.Entry<String, StreetScene> scene : scenes.entrySet()) {
            assertThat(idf1(scene.getKey(), scene.getValue(), first))
                    .as("IDF1 of camera " + scene.getKey())
                    .isGreaterThan(LEAST_IDF1);
        }
    }

    @Test
    void shouldSayWhoWasSeenAndShowIt() throws Exception {
        List<String> arguments = new ArrayList<>(footage(Map.of("north", new StreetScene(3, 2, 240, 180, 1, 0))));
        arguments.addAll(List.of("--frames", "24", "--start", "2026-05-01T08:00:00Z", "--json", "--video"));
        Path out = folder.resolve("brief");

        JsonNode summary = new ObjectMapper().readTree(run(arguments, out, 0));

        List<String[]> rows = Files.readString(out.resolve("tracks.csv"))
                .lines()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        assertThat(rows).isNotEmpty().allMatch(row -> Integer.parseInt(row[2]) <= 24 && row[8].startsWith("north/0/"));
        assertThat(rows)
                .filteredOn(row -> row[2].equals("24"))
                .isNotEmpty()
                .allMatch(row -> row[9].equals("2026-05-01T08:00:02.300Z"));
        assertThat(summary.at("/complete").asBoolean()).isTrue();
        assertThat(summary.at("/cameras/0/frames").asInt()).isEqualTo(24);
        assertThat(summary.at("/identities")).isNotEmpty();
        assertThat(summary.at("/identities/0/first").asText()).startsWith("2026-05-01T08:00:0");
        assertThat(summary.at("/problems")).isEmpty();
        assertThat(summary.at("/exit").asInt()).isZero();
        summary.at("/files")
                .forEach(file -> assertThat(out.resolve(file.asText())).exists());
        assertThat(Files.readString(out.resolve("summary.txt"))).contains("2026-05-01 08:00:0", "in view");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("data:image/jpeg;base64,", "<svg", "north.txt");
        assertThat(frames(out.resolve("north.mp4"))).isEqualTo(24);
    }

    @Test
    void shouldFinishTheOthersAndSayWhatWentWrong() throws Exception {
        List<String> arguments = new ArrayList<>(footage(Map.of("north", new StreetScene(3, 1, 160, 180, 1, 0))));
        Path second = folder.resolve("north/00002.jpg");
        byte[] whole = Files.readAllBytes(second);
        Files.write(second, Arrays.copyOf(whole, whole.length / 2));
        Path page = Files.writeString(folder.resolve("page.mp4"), "<html><body>Not found</body></html>");
        arguments.addAll(List.of("--camera", "door=" + page, "--detections", "door=" + folder.resolve("north.txt")));
        arguments.addAll(List.of("--frames", "10", "--json", "--video"));
        Path out = folder.resolve("problems");

        JsonNode summary = new ObjectMapper().readTree(run(arguments, out, 3));

        List<String> where = new ArrayList<>();
        summary.at("/problems").forEach(p -> where.add(p.path("where").asText()));
        assertThat(where).contains("camera north", "camera door");
        assertThat(Files.readString(out.resolve("summary.txt"))).contains("problems:", "camera door: ", "What to do: ");
        assertThat(Files.readString(out.resolve("report.html"))).contains("<h2>Problems</h2>");
        assertThat(frames(out.resolve("north.mp4"))).isEqualTo(9);
        assertThat(out.resolve("door.mp4")).doesNotExist();
    }

    private static int frames(Path film) throws SourceUnavailable {
        int frames = 0;
        try (FrameSource source = FrameSource.open(new SourceSpec.VideoFile(film), SourceOptions.defaults())) {
            while (source.next() instanceof Grab.Taken) {
                frames++;
            }
        }
        return frames;
    }

    /** Writes pictures and detections, and says so to {@code track}. */
    private List<String> footage(Map<String, StreetScene> scenes) {
        // Drawn people differ by their colors alone; the network was trained on photographs.
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
        assertThat(run(arguments, out, 0)).contains("Results: " + out);
        return Files.readString(out.resolve("tracks.csv"));
    }

    /** What it printed on standard output. */
    private static String run(List<String> arguments, Path out, int expected) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--out", out.toString()));
        CommandRun run = CommandRun.of(all);
        run.ended(expected);
        return run.out();
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
