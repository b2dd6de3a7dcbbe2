package dev.sightline.trainer.evaluate.verification;

import dev.sightline.trainer.evaluate.Measures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ten-fold accuracy of Labeled Faces in the Wild: consecutive folds of equal size; for each, the threshold on the
 * squared distance (0 to 3.99 by .01, the first best) is chosen on the other nine. A pair is taken for one person when
 * its distance is below the threshold.
 *
 * @param thresholds chosen for each fold
 * @param accuracies reached on each fold
 */
public record LfwFolds(List<Double> thresholds, List<Double> accuracies) implements Measures {
    private static final int STEPS = 400;

    public LfwFolds {
        thresholds = List.copyOf(thresholds);
        accuracies = List.copyOf(accuracies);
    }

    /**
     * Runs the protocol.
     *
     * @param squaredDistance of unit vectors, 0..4, fold after fold
     * @param same whether the pair is one person
     * @param folds usually 10; must divide the number of pairs
     */
    public static LfwFolds of(double[] squaredDistance, boolean[] same, int folds) {
        int pairs = squaredDistance.length;
        if (pairs != same.length || folds < 2 || pairs == 0 || pairs % folds != 0) {
            throw new IllegalArgumentException(pairs + " distances and " + same.length + " labels in " + folds
                    + " folds are not allowed: use as many labels as distances, in folds of equal size");
        }
        int size = pairs / folds;
        int[][] right = new int[folds][STEPS];
        for (int i = 0; i < pairs; i++) {
            for (int t = 0; t < STEPS; t++) {
                right[i / size][t] += (squaredDistance[i] < t / 100.0) == same[i] ? 1 : 0;
            }
        }
        List<Double> thresholds = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int best = bestOnOthers(right, fold);
            thresholds.add(best / 100.0);
            accuracies.add(right[fold][best] / (double) size);
        }
        return new LfwFolds(thresholds, accuracies);
    }

    private static int bestOnOthers(int[][] right, int fold) {
        int best = 0;
        int most = -1;
        for (int t = 0; t < STEPS; t++) {
            int sum = 0;
            for (int other = 0; other < right.length; other++) {
                sum += other == fold ? 0 : right[other][t];
            }
            if (sum > most) {
                most = sum;
                best = t;
            }
        }
        return best;
    }

    /** Mean accuracy. */
    public double mean() {
        return accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** Population standard deviation over the folds. */
    public double deviation() {
        double mean = mean();
        return Math.sqrt(accuracies.stream()
                .mapToDouble(a -> (a - mean) * (a - mean))
                .average()
                .orElseThrow());
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("LFW accuracy", mean());
        m.put("standard deviation over folds", deviation());
        m.put("thresholds (squared distance)", thresholds);
        return m;
    }
}
