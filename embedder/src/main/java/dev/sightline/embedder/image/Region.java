package dev.sightline.embedder.image;

import dev.sightline.contracts.v1.Box;

/**
 * An axis-aligned rectangle in pixels, top-left corner and size; may leave the picture.
 *
 * @param x left edge
 * @param y top edge
 * @param width at least 0
 * @param height at least 0
 */
public record Region(float x, float y, float width, float height) {

    /** The region between two corners. */
    public static Region ofCorners(double left, double top, double right, double bottom) {
        return new Region((float) left, (float) top, (float) (right - left), (float) (bottom - top));
    }

    public float right() {
        return x + width;
    }

    public float bottom() {
        return y + height;
    }

    /** Square pixels; 0 when empty. */
    public double area() {
        return Math.max(0, (double) width) * Math.max(0, (double) height);
    }

    /** Square pixels that both cover. */
    public double intersection(Region other) {
        double w = Math.min(right(), other.right()) - (double) Math.max(x, other.x);
        double h = Math.min(bottom(), other.bottom()) - (double) Math.max(y, other.y);
        return w > 0 && h > 0 ? w * h : 0;
    }

    /** Intersection over union, 0..1. */
    public double iou(Region other) {
        double shared = intersection(other);
        return shared > 0 ? shared / (area() + other.area() - shared) : 0;
    }

    /** The part inside a picture of {@code width} x {@code height}; empty at the border when outside. */
    public Region clamp(int width, int height) {
        double left = Math.max(0, Math.min(width, x));
        double top = Math.max(0, Math.min(height, y));
        return ofCorners(
                left, top, Math.max(left, Math.min(width, right())), Math.max(top, Math.min(height, bottom())));
    }

    /** Moved by an offset. */
    public Region moved(double dx, double dy) {
        return new Region((float) (x + dx), (float) (y + dy), width, height);
    }

    /** Scaled per axis about the origin. */
    public Region scaled(double sx, double sy) {
        return new Region((float) (x * sx), (float) (y * sy), (float) (width * sx), (float) (height * sy));
    }

    /** Whether a point lies inside. */
    public boolean contains(double px, double py) {
        return px >= x && px <= right() && py >= y && py <= bottom();
    }

    /** The wire form. */
    public Box toMessage() {
        return Box.newBuilder()
                .setX(x)
                .setY(y)
                .setWidth(width)
                .setHeight(height)
                .build();
    }
}
