package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Network;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.text.BoxRow;
import dev.sightline.platform.text.ScoreScale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Detections that somebody else made, one file per camera in MOTChallenge form: {@code frame,-1,x,y,width,height,score}
 * and further columns that are not read, or with a header that names the columns; {@code frame} is the number in the
 * source, from 1. A score of -1, or none, means that no score was given: these are people. A frame of another camera, or
 * one that its file does not name, shows nobody.
 */
public final class DetectionsFile implements PersonDetector {
    private final Map<String, Map<Long, List<Detected>>> byCamera;
    private final List<Problem> problems;

    private DetectionsFile(Map<String, Map<Long, List<Detected>>> byCamera, List<Problem> problems) {
        this.byCamera = byCamera;
        this.problems = List.copyOf(problems);
    }

    /**
     * Reads the files.
     *
     * @param files by camera id
     * @param leastScore lines below it are left out. A file with scores far above 1 counts in percent; what is then outside
     *     0..1 is clamped, and {@link #problems} says so
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException for a malformed line, with file, line number and column, and for scores that are
     *     neither from 0 to 1 nor in percent
     */
    public static DetectionsFile read(Map<String, Path> files, double leastScore) throws IOException {
        Map<String, Map<Long, List<Detected>>> byCamera = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            byCamera.put(file.getKey(), read(file.getValue(), leastScore, problems));
        }
        return new DetectionsFile(byCamera, problems);
    }

    private static Map<Long, List<Detected>> read(Path file, double leastScore, List<Problem> problems)
            throws IOException {
        Map<Long, List<Line>> lines = new HashMap<>();
        ScoreScale scale = new ScoreScale(file.toString());
        BoxRow.forEach(file, row -> {
            Line line = Line.of(row);
            scale.see(row.score());
            lines.computeIfAbsent(row.frame(), f -> new ArrayList<>()).add(line);
        });
        Map<Long, List<Detected>> byFrame = new HashMap<>();
        lines.forEach((frame, list) -> byFrame.put(
                frame,
                list.stream()
                        .map(line -> new Detected(line.box(), (float) scale.within(line.score())))
                        .filter(detected -> detected.score() >= leastScore)
                        .sorted(Comparator.comparingDouble(detected -> -detected.score()))
                        .toList()));
        problems.addAll(scale.problems());
        return byFrame;
    }

    /** A box as its line has it. */
    private record Line(Region box, OptionalDouble score) {
        static Line of(BoxRow row) {
            if (row.hasCamera()) {
                throw new IllegalArgumentException(
                        "the file names a camera in each line; give one file per camera, without a column camera");
            }
            return new Line(
                    new Region((float) row.x(), (float) row.y(), (float) row.width(), (float) row.height()),
                    single(row.score()));
        }

        private static OptionalDouble single(OptionalDouble score) {
            return score.isEmpty() ? score : OptionalDouble.of((float) score.getAsDouble());
        }
    }

    /** What of the files was not taken as written. */
    public List<Problem> problems() {
        return problems;
    }

    @Override
    public List<List<Detected>> detect(List<FrameImage> frames) {
        return frames.stream().map(DetectionsFile.this::of).toList();
    }

    private List<Detected> of(FrameImage frame) {
        return byCamera.getOrDefault(frame.camera(), Map.of()).getOrDefault(frame.sequence(), List.of()).stream()
                .map(d -> new Detected(
                        d.box().clamp(frame.picture().width(), frame.picture().height()), d.score()))
                .filter(d -> d.box().area() > 0)
                .toList();
    }

    @Override
    public Optional<Network> network() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
