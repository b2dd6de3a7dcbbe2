package dev.sightline.bench.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;
import dev.sightline.trainer.evaluate.tracking.TrackSet;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Box purity of tracklets: of the boxes that show a person of the truth (paired one to one in each frame, IoU at least
 * .5), the share whose person is the one that most boxes of their tracklet show. What linking cannot mend is lost here.
 *
 * @param boxes that show a person
 * @param pure those that show the main person of their tracklet
 * @param mixed tracklets of which at least a tenth of the boxes, and three, show others
 * @param tracklets with a box that shows a person
 */
record Purity(long boxes, long pure, long mixed, long tracklets) {
    private static final double MIN_IOU = 0.5;

    static Purity of(TrackSet truth, TrackSet predicted) {
        Map<List<Object>, List<TrackedBox>> real = byFrame(truth);
        Map<String, Map<String, Integer>> shown = new TreeMap<>();
        byFrame(predicted).forEach((frame, found) -> count(real.getOrDefault(frame, List.of()), found, shown));
        long boxes = 0;
        long pure = 0;
        long mixed = 0;
        for (Map<String, Integer> people : shown.values()) {
            int all = people.values().stream().mapToInt(Integer::intValue).sum();
            int most =
                    people.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            boxes += all;
            pure += most;
            mixed += all - most >= 3 && (all - most) * 10 >= all ? 1 : 0;
        }
        return new Purity(boxes, pure, mixed, shown.size());
    }

    double share() {
        return boxes == 0 ? 1 : pure / (double) boxes;
    }

    private static void count(List<TrackedBox> real, List<TrackedBox> found, Map<String, Map<String, Integer>> shown) {
        double[][] cost = new double[found.size()][real.size()];
        for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < real.size(); j++) {
                double iou = found.get(i).box().iou(real.get(j).box());
                cost[i][j] = iou < MIN_IOU ? Double.POSITIVE_INFINITY : -iou;
            }
        }
        int[] pairs = LinearAssignment.minimize(cost);
        for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] != LinearAssignment.NONE) {
                String tracklet = found.get(i).camera() + "/" + found.get(i).identity();
                shown.computeIfAbsent(tracklet, t -> new HashMap<>())
                        .merge(real.get(pairs[i]).identity(), 1, Integer::sum);
            }
        }
    }

    private static Map<List<Object>, List<TrackedBox>> byFrame(TrackSet set) {
        return set.boxes().stream().collect(Collectors.groupingBy(b -> List.of(b.camera(), b.frame())));
    }
}
