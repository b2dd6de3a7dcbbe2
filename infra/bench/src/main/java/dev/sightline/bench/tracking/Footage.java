package dev.sightline.bench.tracking;

import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackSet;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import dev.sightline.trainer.evaluate.tracking.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One recording with its truth.
 *
 * @param camera its name, which no other recording of a set has
 * @param source video file or folder of pictures
 * @param fps pictures a second of a folder
 * @param detections instead of the detector's own
 * @param truth file of the truth
 * @param truthCamera its camera in that file, empty when the file names none
 */
record Footage(String camera, Path source, double fps, Optional<Path> detections, Path truth, String truthCamera) {

    /** {@code vtest} and {@code vtest-public}: a folder of test data that has {@code video/vtest.avi}. */
    static List<Footage> street(Path data, boolean publicDetections) {
        Path video = data.resolve("video");
        Path detections = video.resolve("vtest.public-det.txt");
        return List.of(new Footage(
                "street",
                video.resolve("vtest.avi"),
                10,
                publicDetections ? Optional.of(detections) : Optional.empty(),
                video.resolve("vtest.gt.txt"),
                ""));
    }

    /** The seven short sequences of MOT17-mini. */
    static List<Footage> mot17(Path data) throws IOException {
        Path folder = data.resolve("video/mot17-mini/assets/MOT17-mini/train");
        List<Footage> all = new ArrayList<>();
        try (Stream<Path> sequences = Files.list(folder)) {
            for (Path sequence : sequences.sorted().toList()) {
                String name = sequence.getFileName().toString();
                all.add(new Footage(
                        name,
                        sequence.resolve("img1"),
                        rate(sequence.resolve("seqinfo.ini")),
                        Optional.empty(),
                        sequence.resolve("gt/gt.txt"),
                        ""));
            }
        }
        return all;
    }

    /** What {@code compose_world.py} wrote: two cameras, one truth. */
    static List<Footage> composed(Path folder) {
        return Stream.of("a", "b")
                .map(camera -> new Footage(
                        camera,
                        folder.resolve(camera + ".mp4"),
                        10,
                        Optional.empty(),
                        folder.resolve("truth.csv"),
                        camera))
                .toList();
    }

    private static double rate(Path info) throws IOException {
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("frameRate="))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(line.indexOf('=') + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new UserError(info + " names no frameRate"));
    }

    /** The truth of this recording alone: who is seen again in another one counts as somebody else. */
    Truth readTruth(long frames) throws IOException {
        Truth all = TrackFiles.truth(truth).camera(truthCamera);
        return new Truth(
                new TrackSet(named(all.counted().boxes(), frames)),
                named(all.distractors(), frames),
                named(all.unmarked(), frames));
    }

    private List<TrackedBox> named(List<TrackedBox> boxes, long frames) {
        return boxes.stream()
                .filter(b -> b.frame() <= frames)
                .map(b -> new TrackedBox(camera, b.frame(), camera + "/" + b.identity(), b.box(), b.score()))
                .toList();
    }
}
