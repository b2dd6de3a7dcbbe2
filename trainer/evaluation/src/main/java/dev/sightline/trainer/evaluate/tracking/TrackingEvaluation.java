package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scores predicted tracks against the truth, for one camera or many. */
public final class TrackingEvaluation {
    private static final double MIN_IOU = 0.5;
    private static final double EPSILON = Math.ulp(1.0);

    private TrackingEvaluation() {}

    /**
     * Scores a prediction. A side without camera names (MOTChallenge) is taken for the other side's only camera.
     *
     * @throws IllegalArgumentException when one side names no camera and the other names several, or when the
     *     prediction has cameras of which the truth has no box (its boxes would all count as wrong)
     */
    public static TrackingScore evaluate(Truth truth, TrackSet predicted) {
        TrackSet guesses = withoutDistractors(truth, aligned(truth, predicted));
        Timeline timeline = Timeline.of(truth.counted(), guesses);
        int cameras = truth.counted().cameras().size();
        return new TrackingScore(
                cameras,
                timeline.steps().size(),
                HotaScore.of(timeline),
                IdentityScore.of(timeline),
                ClearScore.of(timeline),
                cameras < 2 ? Optional.empty() : Optional.of(CrossCameraScore.of(truth.counted(), guesses)));
    }

    private static TrackSet aligned(Truth truth, TrackSet predicted) {
        Set<String> real = truth.counted().cameras();
        Set<String> found = predicted.cameras();
        if (real.isEmpty()) {
            throw new IllegalArgumentException("the truth has no box that counts; give a file with boxes of people");
        }
        if (real.size() == 1 && found.size() == 1 && (real.contains("") || found.contains(""))) {
            return predicted.renamed(real.iterator().next());
        }
        if (!real.containsAll(found)) {
            throw new IllegalArgumentException("the prediction has the cameras " + found + ", the truth " + real
                    + "; choose the cameras to compare and use the same names");
        }
        return predicted;
    }

    /** Takes out the predictions that are paired with a distractor when every truth box takes part (MOT17's rule). */
    private static TrackSet withoutDistractors(Truth truth, TrackSet predicted) {
        if (truth.distractors().isEmpty()) {
            return predicted;
        }
        Set<TrackedBox> excuses = new HashSet<>(truth.distractors());
        Map<List<Object>, List<TrackedBox>> real = Stream.of(
                        truth.counted().boxes(), truth.distractors(), truth.unmarked())
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(b -> List.of(b.camera(), b.frame())));
        Map<List<Object>, List<TrackedBox>> found =
                predicted.boxes().stream().collect(Collectors.groupingBy(b -> List.of(b.camera(), b.frame())));
        List<TrackedBox> kept = new ArrayList<>();
        found.forEach((frame, guesses) -> kept.addAll(kept(real.getOrDefault(frame, List.of()), guesses, excuses)));
        return new TrackSet(kept);
    }

    private static List<TrackedBox> kept(List<TrackedBox> real, List<TrackedBox> guesses, Set<TrackedBox> excuses) {
        double[][] iou = Timeline.overlaps(real, guesses);
        for (double[] row : iou) {
            for (int c = 0; c < row.length; c++) {
                row[c] = row[c] < MIN_IOU - EPSILON ? 0 : row[c];
            }
        }
        int[] pairs = Overlaps.maximize(iou);
        Set<TrackedBox> excused = new HashSet<>();
        for (int r = 0; r < pairs.length; r++) {
            if (pairs[r] != LinearAssignment.NONE && iou[r][pairs[r]] > 0 && excuses.contains(real.get(r))) {
                excused.add(guesses.get(pairs[r]));
            }
        }
        return guesses.stream().filter(g -> !excused.contains(g)).toList();
    }
}
