package dev.sightline.matcher.track;

/**
 * What the camera sees: the rectangle of its frame, where it stands.
 *
 * @param left edge
 * @param top edge
 * @param width pixels
 * @param height pixels
 */
record View(double left, double top, double width, double height) {
    /** A box this close to the border is cut off by it, as a share of the frame's size. */
    private static final double MARGIN = 0.004;

    /** Of an observation; an unknown size (0) counts as {@code 1280 x 720} without a border. */
    static View of(int width, int height, Shift shift) {
        return width > 0 && height > 0 ? new View(0 - shift.x(), 0 - shift.y(), width, height) : new View(0, 0, 0, 0);
    }

    /** What it saw when it had moved by so much. */
    View at(Shift other) {
        return new View(0 - other.x(), 0 - other.y(), width, height);
    }

    double area() {
        return isKnown() ? width * height : 1280 * 720;
    }

    boolean isAtBorder(Rect box) {
        return isKnown()
                && (isAtSide(box)
                        || box.y() - box.height() / 2 - top <= MARGIN * height
                        || box.y() + box.height() / 2 - top >= (1 - MARGIN) * height);
    }

    /** Whether the left or right side cuts the box off; people stand at the lower border of many a camera. */
    boolean isAtSide(Rect box) {
        return isKnown()
                && (box.x() - box.width() / 2 - left <= MARGIN * width
                        || box.x() + box.width() / 2 - left >= (1 - MARGIN) * width);
    }

    /** Whether the center of the box is in view. */
    boolean shows(Rect box) {
        double x = box.x() - left;
        double y = box.y() - top;
        return !isKnown() || (x >= 0 && y >= 0 && x <= width && y <= height);
    }

    private boolean isKnown() {
        return width > 0;
    }
}
