package dev.sightline.matcher.track;

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
    Anchor along(List<HeldBox> boxes, MotionPolicy motion) {
        Anchor at = this;
        for (HeldBox next : boxes) {
            if (next.isReal()) {
                at = at.then(next, motion);
            }
        }
        return at;
    }

    private Anchor then(HeldBox next, MotionPolicy motion) {
        Rect rect = next.rect();
        double seconds = (next.time().timeUs() - seen.timeUs()) / 1e6;
        return new Anchor(
                filter.predict(seconds, motion).update(rect, 1, motion),
                rect,
                next.message().getScore(),
                next.time(),
                highUs);
    }
}
