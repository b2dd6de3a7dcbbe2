package dev.sightline.embedder.detect;

import dev.sightline.contracts.v1.Point;
import java.util.List;

/**
 * The five points of a face by which it is aligned, in pixels: eye left, eye right, nose, mouth left, mouth right, as
 * they lie in the picture.
 *
 * @param xy ten values, x and y in turn
 */
public record FivePoints(List<Float> xy) {
    /** How many points there are. */
    public static final int COUNT = 5;

    public FivePoints {
        xy = List.copyOf(xy);
        if (xy.size() != 2 * COUNT) {
            throw new IllegalArgumentException("five points need 10 values, got " + xy.size());
        }
    }

    public float x(int point) {
        return xy.get(2 * point);
    }

    public float y(int point) {
        return xy.get(2 * point + 1);
    }

    /** Scaled per axis, then moved. */
    public FivePoints mapped(double sx, double sy, double dx, double dy) {
        Float[] mapped = new Float[2 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            mapped[2 * i] = (float) (x(i) * sx + dx);
            mapped[2 * i + 1] = (float) (y(i) * sy + dy);
        }
        return new FivePoints(List.of(mapped));
    }

    /** The wire form. */
    public List<Point> toMessages() {
        return java.util.stream.IntStream.range(0, COUNT)
                .mapToObj(i -> Point.newBuilder().setX(x(i)).setY(y(i)).build())
                .toList();
    }
}
