package dev.sightline.matcher.track;

/**
 * What the camera sees: the rectangle of its frame.
 *
 * @param width pixels
 * @param height pixels
 */
record View(double width, double height) {
    /** A box this close to the border is cut off by it, as a share of the frame's size. */
    private static final double MARGIN = 0.004;

    /** Of an observation; an unknown size (0) counts as {@code 1280 x 720} without a border. */
    static View of(int width, int height) {
        return width > 0 && height > 0 ? new View(width, height) : new View(0, 0);
    }

    double area() {
        return isKnown() ? width * height : 1280 * 720;
    }

    boolean isAtBorder(Rect box) {
        return isKnown()
                && (box.x() - box.width() / 2 <= MARGIN * width
                        || box.y() - box.height() / 2 <= MARGIN * height
                        || box.x() + box.width() / 2 >= (1 - MARGIN) * width
                        || box.y() + box.height() / 2 >= (1 - MARGIN) * height);
    }

    /** Whether the left or right side cuts the box off; people stand at the lower border of many a camera. */
    boolean isAtSide(Rect box) {
        return isKnown()
                && (box.x() - box.width() / 2 <= MARGIN * width || box.x() + box.width() / 2 >= (1 - MARGIN) * width);
    }

    /** Whether the center of the box is in view. */
    boolean shows(Rect box) {
        return !isKnown() || (box.x() >= 0 && box.y() >= 0 && box.x() <= width && box.y() <= height);
    }

    private boolean isKnown() {
        return width > 0;
    }
}
