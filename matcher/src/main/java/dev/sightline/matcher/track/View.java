package dev.sightline.matcher.track;

/**
 * What the camera sees of places that stand still.
 *
 * @param shift of the camera
 * @param width of its picture, pixels
 * @param height pixels
 */
record View(Shift shift, double width, double height) {
    /** A box this close to the border is cut off by it, as a share of the frame's size. */
    private static final double MARGIN = 0.004;

    /** Of an observation; an unknown size (0) counts as {@code 1280 x 720} without a border. */
    static View of(int width, int height, Shift shift) {
        return width > 0 && height > 0 ? new View(shift, width, height) : new View(shift, 0, 0);
    }

    /** What it saw when it had moved by so much. */
    View at(Shift other) {
        return new View(other, width, height);
    }

    /** Of places that stand still. */
    double area() {
        double zoom = shift.zoom();
        return (isKnown() ? width * height : 1280 * 720) / (zoom * zoom);
    }

    boolean isAtBorder(Rect still) {
        Rect box = shift.shown(still);
        return isKnown()
                && (isAtSide(still)
                        || box.y() - box.height() / 2 <= MARGIN * height
                        || box.y() + box.height() / 2 >= (1 - MARGIN) * height);
    }

    /** Whether the left or right side cuts the box off; people stand at the lower border of many a camera. */
    boolean isAtSide(Rect still) {
        Rect box = shift.shown(still);
        return isKnown()
                && (box.x() - box.width() / 2 <= MARGIN * width || box.x() + box.width() / 2 >= (1 - MARGIN) * width);
    }

    /** Whether the center of the box is in view. */
    boolean shows(Rect still) {
        Rect box = shift.shown(still);
        return !isKnown() || (box.x() >= 0 && box.y() >= 0 && box.x() <= width && box.y() <= height);
    }

    private boolean isKnown() {
        return width > 0;
    }
}
