package dev.sightline.bench.tracking;

import dev.sightline.trainer.evaluate.Box;

/** The filter of DeepSORT and ByteTrack: center, aspect ratio and height; noise scales with the height. */
record HeightFilter(Axis x, Axis y, Axis aspect, Axis height) {
    private static final double POSITION = 1.0 / 20;
    private static final double VELOCITY = 1.0 / 160;

    static HeightFilter first(Box box) {
        double position = square(2 * POSITION * box.height());
        double velocity = square(10 * VELOCITY * box.height());
        return new HeightFilter(
                Axis.first(box.x() + box.width() / 2, position, velocity),
                Axis.first(box.y() + box.height() / 2, position, velocity),
                Axis.first(box.width() / box.height(), 1e-4, 1e-10),
                Axis.first(box.height(), position, velocity));
    }

    /** @param lost a tracklet that was not seen in the last frame does not grow */
    HeightFilter predict(boolean lost) {
        double position = square(POSITION * height.position());
        double velocity = square(VELOCITY * height.position());
        Axis size = lost ? height.still() : height;
        return new HeightFilter(
                x.predict(position, velocity),
                y.predict(position, velocity),
                aspect.predict(1e-4, 1e-10),
                size.predict(position, velocity));
    }

    HeightFilter update(Box box) {
        double noise = square(POSITION * height.position());
        return new HeightFilter(
                x.update(box.x() + box.width() / 2, noise),
                y.update(box.y() + box.height() / 2, noise),
                aspect.update(box.width() / box.height(), 1e-2),
                height.update(box.height(), noise));
    }

    Box box() {
        double h = Math.max(1, height.position());
        double w = Math.max(1, aspect.position() * h);
        return new Box(x.position() - w / 2, y.position() - h / 2, w, h);
    }

    private static double square(double v) {
        return v * v;
    }
}
