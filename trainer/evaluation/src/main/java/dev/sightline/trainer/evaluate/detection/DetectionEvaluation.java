package dev.sightline.trainer.evaluate.detection;

import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import dev.sightline.trainer.evaluate.tracking.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Average precision of detections. Over all frames, from the highest score down, each detection takes the free truth
 * box of its frame that it overlaps most, if by at least the required IoU (COCO's rule); a detection that finds none is
 * wrong, except on a distractor or an unmarked box, where it is passed over. Equal scores keep the order of the file.
 */
public final class DetectionEvaluation {

    private DetectionEvaluation() {}

    /**
     * Scores detections against the truth.
     *
     * @param detected identities are not looked at; cameras must have the same names as in the truth
     * @param iou overlap from which a box is found, such as .5
     * @param threshold score at which precision and recall are read
     * @throws IllegalArgumentException when the truth has no box that counts
     */
    public static DetectionScore evaluate(Truth truth, List<TrackedBox> detected, double iou, double threshold) {
        List<TrackedBox> real = truth.counted().boxes();
        if (real.isEmpty()) {
            throw new IllegalArgumentException("the truth has no box that counts; give a file with boxes of people");
        }
        List<Outcome> outcomes = outcomes(truth, detected, iou);
        long over = outcomes.stream().filter(o -> o.score() >= threshold).count();
        long right = outcomes.stream()
                .filter(o -> o.score() >= threshold && o.right())
                .count();
        int frames = (int) Stream.concat(real.stream(), detected.stream())
                .map(DetectionEvaluation::frame)
                .distinct()
                .count();
        return new DetectionScore(
                averagePrecision(outcomes, real.size()),
                iou,
                frames,
                real.size(),
                threshold,
                over == 0 ? Double.NaN : right / (double) over,
                right / (double) real.size());
    }

    private record Outcome(double score, boolean right) {}

    /** Right and wrong detections from the highest score down. */
    private static List<Outcome> outcomes(Truth truth, List<TrackedBox> detected, double iou) {
        Map<List<Object>, List<TrackedBox>> real =
                truth.counted().boxes().stream().collect(Collectors.groupingBy(DetectionEvaluation::frame));
        Map<List<Object>, List<TrackedBox>> excuses = Stream.concat(
                        truth.distractors().stream(), truth.unmarked().stream())
                .collect(Collectors.groupingBy(DetectionEvaluation::frame));
        Set<TrackedBox> taken = new HashSet<>();
        List<Outcome> outcomes = new ArrayList<>();
        detected.stream()
                .sorted(Comparator.comparingDouble(TrackedBox::score).reversed())
                .forEach(box -> {
                    TrackedBox best = null;
                    double most = iou;
                    for (TrackedBox candidate : real.getOrDefault(frame(box), List.of())) {
                        double overlap = candidate.box().iou(box.box());
                        if (overlap >= most && !taken.contains(candidate)) {
                            best = candidate;
                            most = overlap;
                        }
                    }
                    if (best != null) {
                        taken.add(best);
                    }
                    boolean excused = best == null
                            && excuses.getOrDefault(frame(box), List.of()).stream()
                                    .anyMatch(e -> e.box().iou(box.box()) >= iou);
                    if (!excused) {
                        outcomes.add(new Outcome(box.score(), best != null));
                    }
                });
        return outcomes;
    }

    private static List<Object> frame(TrackedBox box) {
        return List.of(box.camera(), box.frame());
    }

    private static double averagePrecision(List<Outcome> outcomes, int truthBoxes) {
        double[] precision = new double[outcomes.size()];
        int right = 0;
        for (int i = 0; i < precision.length; i++) {
            right += outcomes.get(i).right() ? 1 : 0;
            precision[i] = right / (i + 1.0);
        }
        double area = 0;
        double envelope = 0;
        for (int i = precision.length - 1; i >= 0; i--) {
            envelope = Math.max(envelope, precision[i]);
            area += outcomes.get(i).right() ? envelope : 0;
        }
        return area / truthBoxes; // divided once, so that equal boxes give exactly 1
    }
}
