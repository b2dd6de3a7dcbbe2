package dev.sightline.embedder;

import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.image.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * AP50 over all points of the precision-recall curve (PASCAL VOC 2010): each detection, best first, takes the free truth
 * box it overlaps most, at an IoU of 0.5 or more. A detection without a partner is ignored, not wrong, where the truth
 * labels nobody: cut by the picture's border, or lower than the lowest labeled person.
 */
final class AveragePrecision {
    private final int width;
    private final int height;
    private final double lowest;
    private final List<double[]> scored = new ArrayList<>();
    private int people;

    AveragePrecision(int width, int height, double lowest) {
        this.width = width;
        this.height = height;
        this.lowest = lowest;
    }

    void add(List<Detected> found, List<Region> truth) {
        people += truth.size();
        List<Region> free = new ArrayList<>(truth);
        for (Detected d : found) {
            Region partner = free.stream()
                    .max(Comparator.comparingDouble(t -> t.iou(d.box())))
                    .filter(t -> t.iou(d.box()) >= 0.5)
                    .orElse(null);
            if (partner != null) {
                free.remove(partner);
                scored.add(new double[] {d.score(), 1});
            } else if (!unlabeled(d.box())) {
                scored.add(new double[] {d.score(), 0});
            }
        }
    }

    private boolean unlabeled(Region box) {
        boolean cut = box.x() < 4 || box.y() < 4 || box.right() > width - 4 || box.bottom() > height - 4;
        return cut || box.height() < lowest;
    }

    double value() {
        scored.sort(Comparator.comparingDouble(s -> -s[0]));
        double[] precision = new double[scored.size()];
        double right = 0;
        for (int i = 0; i < precision.length; i++) {
            right += scored.get(i)[1];
            precision[i] = right / (i + 1);
        }
        double area = 0;
        double best = 0;
        for (int i = precision.length - 1; i >= 0; i--) {
            best = Math.max(best, precision[i]);
            area += scored.get(i)[1] * best / people;
        }
        return area;
    }
}
