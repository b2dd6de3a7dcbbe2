package dev.sightline.trainer.evaluate.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Truth and prediction side by side, identities as numbers: what the measures walk along. Steps are ordered by camera,
 * then frame; frames in which nothing is are not there.
 *
 * @param truthCounts boxes of each truth identity
 * @param predictedCounts boxes of each predicted identity
 * @param steps one per camera and frame
 */
record Timeline(int[] truthCounts, int[] predictedCounts, List<Step> steps) {

    /**
     * One frame of one camera.
     *
     * @param camera name
     * @param truth identity numbers
     * @param predicted identity numbers
     * @param iou overlap of each truth box with each predicted box
     */
    record Step(String camera, int[] truth, int[] predicted, double[][] iou) {}

    static Timeline of(TrackSet truth, TrackSet predicted) {
        Map<String, Map<Long, List<List<TrackedBox>>>> frames = new TreeMap<>();
        collect(truth, 0, frames);
        collect(predicted, 1, frames);
        Numbering truths = new Numbering();
        Numbering guesses = new Numbering();
        List<Step> steps = new ArrayList<>();
        frames.forEach((camera, byFrame) -> byFrame.values().forEach(sides -> {
            List<TrackedBox> real = sides.get(0);
            List<TrackedBox> found = sides.get(1);
            steps.add(new Step(camera, truths.of(real), guesses.of(found), overlaps(real, found)));
        }));
        return new Timeline(truths.counts(), guesses.counts(), List.copyOf(steps));
    }

    private static void collect(TrackSet set, int side, Map<String, Map<Long, List<List<TrackedBox>>>> frames) {
        for (TrackedBox box : set.boxes()) {
            frames.computeIfAbsent(box.camera(), c -> new TreeMap<>())
                    .computeIfAbsent(box.frame(), f -> List.of(new ArrayList<>(), new ArrayList<>()))
                    .get(side)
                    .add(box);
        }
    }

    static double[][] overlaps(List<TrackedBox> rows, List<TrackedBox> columns) {
        double[][] iou = new double[rows.size()][columns.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                iou[r][c] = rows.get(r).box().iou(columns.get(c).box());
            }
        }
        return iou;
    }

    int truthBoxes() {
        return steps.stream().mapToInt(s -> s.truth().length).sum();
    }

    int predictedBoxes() {
        return steps.stream().mapToInt(s -> s.predicted().length).sum();
    }

    /** Numbers identities in the order of their first box and counts their boxes. */
    private static final class Numbering {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();
        private final List<Integer> counts = new ArrayList<>();

        int[] of(List<TrackedBox> boxes) {
            return boxes.stream()
                    .mapToInt(b -> {
                        int number = numbers.computeIfAbsent(b.identity(), id -> numbers.size());
                        if (number == counts.size()) {
                            counts.add(0);
                        }
                        counts.set(number, counts.get(number) + 1);
                        return number;
                    })
                    .toArray();
        }

        int[] counts() {
            return counts.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
