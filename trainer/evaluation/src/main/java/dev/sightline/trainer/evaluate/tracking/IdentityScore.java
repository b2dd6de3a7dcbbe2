package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.contracts.assignment.LinearAssignment;
import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * IDF1, IDP and IDR (Ristani et al. 2016): truth identities are paired with predicted identities one to one so that
 * most boxes agree (IoU at least .5); boxes that agree under this one pairing are identity true positives. Over several
 * cameras the pairing is one for all of them.
 *
 * @param truePositives boxes that agree (IDTP)
 * @param falseNegatives truth boxes that do not (IDFN)
 * @param falsePositives predicted boxes that do not (IDFP)
 */
public record IdentityScore(long truePositives, long falseNegatives, long falsePositives) implements Measures {
    private static final double MIN_IOU = 0.5;

    static IdentityScore of(Timeline timeline) {
        Overlaps together = new Overlaps(1);
        for (Timeline.Step step : timeline.steps()) {
            for (int r = 0; r < step.truth().length; r++) {
                for (int c = 0; c < step.predicted().length; c++) {
                    if (step.iou()[r][c] >= MIN_IOU) {
                        together.at(step.truth()[r], step.predicted()[c])[0]++;
                    }
                }
            }
        }
        double[][] gain = new double[timeline.truthCounts().length][timeline.predictedCounts().length];
        together.forEach((truth, predicted, sum) -> gain[truth][predicted] = sum[0]);
        int[] pairs = Overlaps.maximize(gain);
        long agree = 0;
        for (int truth = 0; truth < pairs.length; truth++) {
            agree += pairs[truth] == LinearAssignment.NONE ? 0 : (long) gain[truth][pairs[truth]];
        }
        return new IdentityScore(agree, timeline.truthBoxes() - agree, timeline.predictedBoxes() - agree);
    }

    /** F1 of the two below. */
    public double idf1() {
        return truePositives / Math.max(1.0, truePositives + 0.5 * falsePositives + 0.5 * falseNegatives);
    }

    /** Share of predicted boxes with the right identity. */
    public double idp() {
        return truePositives / Math.max(1.0, truePositives + falsePositives);
    }

    /** Share of truth boxes that got their identity. */
    public double idr() {
        return truePositives / Math.max(1.0, truePositives + falseNegatives);
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("IDF1", idf1());
        m.put("IDP", idp());
        m.put("IDR", idr());
        m.put("IDTP", truePositives);
        m.put("IDFN", falseNegatives);
        m.put("IDFP", falsePositives);
        return m;
    }
}
