package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.CameraShift;
import dev.sightline.contracts.v1.Observation;

/**
 * How a camera has moved, zoomed and rolled its picture since the session began, as its frames say: a place that was {@code p}
 * is shown at {@code (x, y) + p + (stretch + i turn) p}, places being complex numbers of pixels from the upper left corner.
 * The tracker works in places that stand still, so a moving camera moves nobody; boxes go out where the picture shows them.
 * A box is never turned: its middle goes where the picture takes it, its sides grow. A camera that never moved changes no
 * number.
 *
 * @param x to the right
 * @param y down
 * @param stretch what zoom and roll add, real part
 * @param turn imaginary part
 */
record Shift(double x, double y, double stretch, double turn) {
    static final Shift NONE = new Shift(0, 0);

    /** Zoom and roll between two frames beyond which they are no camera's. */
    private static final double MOST = 0.5;
    /** Farther than this, in or out, a zoom is not followed: no lens does that. */
    private static final double ZOOM = 64;

    Shift(double x, double y) {
        this(x, y, 0, 0);
    }

    /** After one more frame; what cannot be a picture's shift is none. */
    Shift then(Observation frame) {
        CameraShift moved = frame.getCameraShift();
        boolean usable = Math.abs(moved.getDx()) <= frame.getWidth()
                && Math.abs(moved.getDy()) <= frame.getHeight()
                && Math.abs(moved.getStretch()) <= MOST
                && Math.abs(moved.getTurn()) <= MOST;
        if (!frame.hasCameraShift() || !usable) {
            return this;
        }
        double s = moved.getStretch();
        double t = moved.getTurn();
        // Frames tell it around the middle of the picture.
        double left = x - frame.getWidth() / 2.0;
        double top = y - frame.getHeight() / 2.0;
        Shift next = new Shift(
                x + moved.getDx() + s * left - t * top,
                y + moved.getDy() + t * left + s * top,
                stretch + s * (1 + stretch) - t * turn,
                turn + t * (1 + stretch) + s * turn);
        boolean lens = next.zoom() <= ZOOM && next.zoom() >= 1 / ZOOM;
        return lens ? next : new Shift(x + moved.getDx(), y + moved.getDy(), stretch, turn);
    }

    /** How much larger things are shown. */
    double zoom() {
        return stretch == 0 && turn == 0 ? 1 : Math.sqrt(square());
    }

    /** Where a box of the picture stands. */
    Rect still(Rect shown) {
        double right = shown.x() - x;
        double below = shown.y() - y;
        if (stretch == 0 && turn == 0) {
            return equals(NONE) ? shown : new Rect(right, below, shown.width(), shown.height());
        }
        double square = square();
        return new Rect(
                ((1 + stretch) * right + turn * below) / square,
                ((1 + stretch) * below - turn * right) / square,
                shown.width() / zoom(),
                shown.height() / zoom());
    }

    /** Where the picture shows a box. */
    Rect shown(Rect still) {
        if (equals(NONE)) {
            return still;
        }
        return new Rect(
                still.x() + x + (stretch * still.x() - turn * still.y()),
                still.y() + y + (turn * still.x() + stretch * still.y()),
                still.width() * zoom(),
                still.height() * zoom());
    }

    private double square() {
        return (1 + stretch) * (1 + stretch) + turn * turn;
    }
}
