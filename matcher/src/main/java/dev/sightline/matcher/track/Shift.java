package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.CameraShift;
import dev.sightline.contracts.v1.Observation;

/**
 * By how much a camera has moved its picture since the session began, as its frames say, pixels. The tracker works in places
 * that stand still, so a moving camera moves nobody; boxes go out where the picture shows them. A camera that never moved
 * changes no number.
 *
 * @param x to the right
 * @param y down
 */
record Shift(double x, double y) {
    static final Shift NONE = new Shift(0, 0);

    /** After one more frame; what cannot be a picture's shift is none. */
    Shift then(Observation frame) {
        CameraShift moved = frame.getCameraShift();
        boolean usable = Math.abs(moved.getDx()) <= frame.getWidth() && Math.abs(moved.getDy()) <= frame.getHeight();
        return frame.hasCameraShift() && usable ? new Shift(x + moved.getDx(), y + moved.getDy()) : this;
    }

    /** Where a box of the picture stands. */
    Rect still(Rect shown) {
        return equals(NONE) ? shown : new Rect(shown.x() - x, shown.y() - y, shown.width(), shown.height());
    }

    /** Where the picture shows a box. */
    Rect shown(Rect still) {
        return equals(NONE) ? still : new Rect(still.x() + x, still.y() + y, still.width(), still.height());
    }
}
