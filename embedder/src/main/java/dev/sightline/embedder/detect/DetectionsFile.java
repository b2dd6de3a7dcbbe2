package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detections that somebody else made, one file per camera in MOTChallenge form: {@code frame,-1,x,y,width,height,score}
 * and further columns that are not read; {@code frame} is the 1-based number in the source. A frame of another camera,
 * or one that its file does not name, shows nobody.
 */
public final class DetectionsFile implements PersonDetector {
    private static final int COLUMNS = 7;
    private static final double PERCENT = 100;

    private final Map<String, Map<Long, List<Detected>>> byCamera;

    private DetectionsFile(Map<String, Map<Long, List<Detected>>> byCamera) {
        this.byCamera = byCamera;
    }

    /**
     * Reads the files.
     *
     * @param files by camera id
     * @param leastScore lines below it are left out. A file with any
     *     score above 1 counts in percent; what is then outside 0..1 is clamped
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException for a malformed line, with file and line number
     */
    public static DetectionsFile read(Map<String, Path> files, double leastScore) throws IOException {
        Map<String, Map<Long, List<Detected>>> byCamera = new HashMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            byCamera.put(file.getKey(), read(file.getValue(), leastScore));
        }
        return new DetectionsFile(byCamera);
    }

    private static Map<Long, List<Detected>> read(Path file, double leastScore) throws IOException {
        Map<Long, List<Detected>> byFrame = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        boolean percent = false;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] columns = lines.get(i).split(",", -1);
            try {
                Detected detected = parse(columns);
                percent |= detected.score() > 1;
                byFrame.computeIfAbsent((long) Double.parseDouble(columns[0].strip()), f -> new ArrayList<>())
                        .add(detected);
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + " of " + file + " is '" + lines.get(i) + "'; expected at least " + COLUMNS
                                + " numbers: frame,-1,x,y,width,height,score",
                        e);
            }
        }
        double scale = percent ? PERCENT : 1;
        byFrame.replaceAll((frame, list) -> list.stream()
                .map(d -> new Detected(d.box(), (float) Math.max(0, Math.min(1, d.score() / scale))))
                .filter(d -> d.score() >= leastScore)
                .sorted(Comparator.comparingDouble(d -> -d.score()))
                .toList());
        return byFrame;
    }

    private static Detected parse(String[] columns) {
        float[] numbers = new float[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            numbers[i] = Float.parseFloat(columns[i].strip());
        }
        return new Detected(new Region(numbers[2], numbers[3], numbers[4], numbers[5]), numbers[6]);
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
