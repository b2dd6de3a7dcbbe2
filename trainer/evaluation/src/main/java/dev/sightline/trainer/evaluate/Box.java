package dev.sightline.trainer.evaluate;

/**
 * An axis-aligned box in pixels, top-left corner; areas are continuous (no "+1"), as in TrackEval and COCO.
 *
 * @param x left
 * @param y top
 * @param width at least 0
 * @param height at least 0
 */
public record Box(double x, double y, double width, double height) {

    public Box {
        if (!(width >= 0 && height >= 0) || !Double.isFinite(x + y + width + height)) {
            throw new IllegalArgumentException("box " + x + "," + y + "," + width + "," + height
                    + " is not allowed: use finite numbers, width and height at least 0");
        }
    }

    /** Intersection over union, 0..1; 0 for boxes without area. */
    public double iou(Box other) {
        double w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        double h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double both = w * h;
        return both / (width * height + other.width * other.height - both);
    }
}
