package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;
import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HOTA and its parts (Luiten et al. 2021), as TrackEval computes them: at each of 19 overlaps alpha = .05 … .95, boxes
 * are paired per frame by overlap weighted with how well the two identities agree over the whole footage. HOTA at alpha
 * is the geometric mean of DetA and AssA at alpha; every figure without an alpha is the mean over the 19.
 *
 * @param hota by alpha
 * @param detA by alpha: TP / (TP + FN + FP)
 * @param assA by alpha: mean over TP of TPA / (TPA + FNA + FPA)
 * @param locA by alpha: mean overlap of TP
 */
public record HotaScore(List<Double> hota, List<Double> detA, List<Double> assA, List<Double> locA)
        implements Measures {
    private static final int ALPHAS = 19;
    private static final double EPSILON = Math.ulp(1.0);

    public HotaScore {
        hota = List.copyOf(hota);
        detA = List.copyOf(detA);
        assA = List.copyOf(assA);
        locA = List.copyOf(locA);
    }

    static HotaScore of(Timeline timeline) {
        Counts counts = new Counts(new double[ALPHAS], new double[ALPHAS], new Overlaps(ALPHAS));
        Overlaps alignment = alignment(timeline);
        timeline.steps().forEach(step -> counts.add(step, alignment));
        return counts.score(timeline);
    }

    /** How well each pair of identities agrees over the whole footage, 0..1 (equation 9's soft Jaccard). */
    private static Overlaps alignment(Timeline timeline) {
        Overlaps together = new Overlaps(1);
        for (Timeline.Step step : timeline.steps()) {
            double[][] iou = step.iou();
            for (int r = 0; r < step.truth().length; r++) {
                for (int c = 0; c < step.predicted().length; c++) {
                    if (iou[r][c] > 0) {
                        double all = sumRow(iou, r) + sumColumn(iou, c) - iou[r][c];
                        together.at(step.truth()[r], step.predicted()[c])[0] += iou[r][c] / all;
                    }
                }
            }
        }
        together.forEach((truth, predicted, sum) ->
                sum[0] /= timeline.truthCounts()[truth] + timeline.predictedCounts()[predicted] - sum[0]);
        return together;
    }

    private static double sumRow(double[][] iou, int row) {
        double sum = 0;
        for (double v : iou[row]) {
            sum += v;
        }
        return sum;
    }

    private static double sumColumn(double[][] iou, int column) {
        double sum = 0;
        for (double[] row : iou) {
            sum += row[column];
        }
        return sum;
    }

    private record Counts(double[] truePositives, double[] overlap, Overlaps matches) {

        void add(Timeline.Step step, Overlaps alignment) {
            double[][] gain = new double[step.truth().length][step.predicted().length];
            for (int r = 0; r < gain.length; r++) {
                for (int c = 0; c < gain[r].length; c++) {
                    gain[r][c] = step.iou()[r][c] * alignment.get(step.truth()[r], step.predicted()[c]);
                }
            }
            int[] pairs = Overlaps.maximize(gain);
            for (int r = 0; r < pairs.length; r++) {
                if (pairs[r] != LinearAssignment.NONE) {
                    count(step.truth()[r], step.predicted()[pairs[r]], step.iou()[r][pairs[r]]);
                }
            }
        }

        private void count(int truth, int predicted, double iou) {
            for (int a = 0; a < ALPHAS && iou >= (a + 1) / 20.0 - EPSILON; a++) {
                truePositives[a]++;
                overlap[a] += iou;
                matches.at(truth, predicted)[a]++;
            }
        }

        HotaScore score(Timeline timeline) {
            double[] association = new double[ALPHAS];
            matches.forEach((truth, predicted, count) -> {
                double boxes = (double) timeline.truthCounts()[truth] + timeline.predictedCounts()[predicted];
                for (int a = 0; a < ALPHAS; a++) {
                    association[a] += count[a] * count[a] / Math.max(1, boxes - count[a]);
                }
            });
            double all = (double) timeline.truthBoxes() + timeline.predictedBoxes();
            Double[][] by = new Double[4][ALPHAS];
            for (int a = 0; a < ALPHAS; a++) {
                double found = truePositives[a];
                by[1][a] = found / Math.max(1, all - found);
                by[2][a] = association[a] / Math.max(1, found);
                by[0][a] = Math.sqrt(by[1][a] * by[2][a]);
                by[3][a] = found == 0 ? 1 : overlap[a] / found;
            }
            return new HotaScore(List.of(by[0]), List.of(by[1]), List.of(by[2]), List.of(by[3]));
        }
    }

    /** Mean over alpha of a list of this record. */
    public static double mean(List<Double> byAlpha) {
        return byAlpha.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("HOTA", mean(hota));
        m.put("DetA", mean(detA));
        m.put("AssA", mean(assA));
        m.put("LocA", mean(locA));
        return m;
    }
}
