package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * CLEAR MOT (Bernardin and Stiefelhagen 2008) with TrackEval's conventions: boxes are paired per frame at IoU .5 and
 * up; pairs of the frame before come first, then the overlap decides. Each camera is scored for itself and the counts
 * are summed.
 *
 * @param truePositives paired boxes
 * @param falseNegatives truth boxes without a partner
 * @param falsePositives predicted boxes without a partner
 * @param switches times a truth identity is paired with another predicted identity than the last time
 * @param fragmentations times a truth identity is found again after it was lost
 * @param mostlyTracked truth identities (per camera) found in more than 80% of their frames
 * @param partlyTracked those found in 20% to 80%
 * @param mostlyLost the rest
 * @param overlap sum of the overlaps of paired boxes
 */
public record ClearScore(
        long truePositives,
        long falseNegatives,
        long falsePositives,
        long switches,
        long fragmentations,
        long mostlyTracked,
        long partlyTracked,
        long mostlyLost,
        double overlap)
        implements Measures {

    static ClearScore of(Timeline timeline) {
        ClearCount count = new ClearCount(timeline);
        timeline.steps().forEach(count::add);
        return count.score();
    }

    /** 1 - (misses + false positives + switches) / truth boxes; may be negative. */
    public double mota() {
        return (truePositives - falsePositives - switches) / Math.max(1.0, truePositives + falseNegatives);
    }

    /** Mean overlap of paired boxes (an IoU, so greater is better). */
    public double motp() {
        return overlap / Math.max(1.0, truePositives);
    }

    /** Share of truth boxes found. */
    public double recall() {
        return truePositives / Math.max(1.0, truePositives + falseNegatives);
    }

    /** Share of predicted boxes that are right. */
    public double precision() {
        return truePositives / Math.max(1.0, truePositives + falsePositives);
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("MOTA", mota());
        m.put("MOTP (IoU)", motp());
        m.put("recall", recall());
        m.put("precision", precision());
        m.put("TP", truePositives);
        m.put("FN", falseNegatives);
        m.put("FP", falsePositives);
        m.put("ID switches", switches);
        m.put("fragmentations", fragmentations);
        m.put("mostly tracked", mostlyTracked);
        m.put("partly tracked", partlyTracked);
        m.put("mostly lost", mostlyLost);
        return m;
    }
}
