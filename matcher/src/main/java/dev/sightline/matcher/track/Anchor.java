package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.PastBox;
import java.util.List;

/**
 * Where a tracklet was when it was surely itself.
 *
 * @param filter of its box, at its last sight
 * @param box last measured
 * @param score of that detection
 * @param seen when
 * @param highUs event time of the last detection with a high score
 */
record Anchor(BoxFilter filter, Rect box, float score, FrameTime seen, long highUs) {

    /** Where it is after boxes that are its own. */
    Anchor along(List<PastBox> boxes, MotionPolicy motion) {
        Anchor at = this;
        for (PastBox next : boxes) {
            if (next.getScore() > 0) {
                at = at.then(next, motion);
            }
        }
        return at;
    }

    private Anchor then(PastBox next, MotionPolicy motion) {
        Rect rect = Rect.of(next.getBox());
        double seconds = (next.getCaptureTimeUs() - seen.timeUs()) / 1e6;
        return new Anchor(
                filter.predict(seconds, motion).update(rect, 1, motion),
                rect,
                next.getScore(),
                new FrameTime(next.getSequence(), next.getCaptureTimeUs()),
                highUs);
    }
}
