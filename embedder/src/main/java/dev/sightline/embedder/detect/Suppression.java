package dev.sightline.embedder.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Greedy non-maximum suppression: the best box stays, those that overlap it beyond the limit go, and so on. Equal scores
 * keep their order, so the outcome depends on nothing but the input.
 *
 * @param iou greatest overlap that two kept boxes may have, 0..1
 * @param most greatest number of boxes kept
 */
public record Suppression(double iou, int most) {

    /** The boxes kept, best first. */
    public List<Detected> keep(List<Detected> boxes) {
        List<Detected> ordered = new ArrayList<>(boxes);
        ordered.sort(Comparator.comparingDouble(d -> -d.score()));
        List<Detected> kept = new ArrayList<>();
        for (Detected candidate : ordered) {
            if (kept.size() >= most) {
                break;
            }
            if (kept.stream().noneMatch(k -> k.box().iou(candidate.box()) > iou)) {
                kept.add(candidate);
            }
        }
        return kept;
    }
}
