package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Box;

/**
 * An axis-aligned box in pixels: center and size, the coordinates the filter works in.
 *
 * @param x center
 * @param y center
 * @param width pixels
 * @param height pixels
 */
record Rect(double x, double y, double width, double height) {

    static Rect of(Box box) {
        return new Rect(
                box.getX() + box.getWidth() / 2.0, box.getY() + box.getHeight() / 2.0, box.getWidth(), box.getHeight());
    }

    Box toMessage() {
        return Box.newBuilder()
                .setX((float) (x - width / 2))
                .setY((float) (y - height / 2))
                .setWidth((float) width)
                .setHeight((float) height)
                .build();
    }

    double area() {
        return width * height;
    }

    double intersection(Rect other) {
        double w =
                Math.min(x + width / 2, other.x + other.width / 2) - Math.max(x - width / 2, other.x - other.width / 2);
        double h = Math.min(y + height / 2, other.y + other.height / 2)
                - Math.max(y - height / 2, other.y - other.height / 2);
        return w > 0 && h > 0 ? w * h : 0;
    }

    /** Intersection over union, 0..1. */
    double iou(Rect other) {
        double common = intersection(other);
        double union = area() + other.area() - common;
        return union > 0 ? common / union : 0;
    }

    /** The part of this box that {@code other} covers, 0..1. */
    double coveredBy(Rect other) {
        return area() > 0 ? intersection(other) / area() : 0;
    }

    boolean contains(double px, double py) {
        return Math.abs(px - x) <= width / 2 && Math.abs(py - y) <= height / 2;
    }

    /** The box at {@code fraction} (0..1) of the straight way to {@code end}. */
    Rect towards(Rect end, double fraction) {
        return new Rect(
                x + (end.x - x) * fraction,
                y + (end.y - y) * fraction,
                width + (end.width - width) * fraction,
                height + (end.height - height) * fraction);
    }
}
