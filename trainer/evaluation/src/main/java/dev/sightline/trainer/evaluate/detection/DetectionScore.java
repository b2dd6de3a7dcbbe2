package dev.sightline.trainer.evaluate.detection;

import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well boxes are found.
 *
 * @param averagePrecision area under the precision envelope over recall (all-point interpolation, PASCAL VOC 2010)
 * @param iou overlap from which a box is found
 * @param frames frames with a truth or detected box
 * @param truthBoxes boxes to find
 * @param threshold score from which a detection counts for the next two
 * @param precision share of those detections that are right; NaN when there are none
 * @param recall share of truth boxes they find
 */
public record DetectionScore(
        double averagePrecision,
        double iou,
        int frames,
        int truthBoxes,
        double threshold,
        double precision,
        double recall)
        implements Measures {

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("AP" + Math.round(iou * 100) + " (all-point)", averagePrecision);
        m.put("frames", frames);
        m.put("truth boxes", truthBoxes);
        m.put("score threshold", threshold);
        m.put("precision", precision);
        m.put("recall", recall);
        return m;
    }
}
