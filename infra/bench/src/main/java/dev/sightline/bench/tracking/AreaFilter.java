package dev.sightline.bench.tracking;

import dev.sightline.trainer.evaluate.Box;

/** The filter of SORT and OC-SORT: center, area and a constant aspect ratio, with the noise of SORT's own program. */
record AreaFilter(Axis x, Axis y, Axis area, Axis aspect) {

    static AreaFilter first(Box box) {
        return new AreaFilter(
                Axis.first(centerX(box), 10, 1e4),
                Axis.first(centerY(box), 10, 1e4),
                Axis.first(box.width() * box.height(), 10, 1e4),
                Axis.first(box.width() / box.height(), 10, 0));
    }

    AreaFilter predict() {
        Axis kept = area.position() + area.velocity() <= 0 ? area.still() : area;
        return new AreaFilter(x.predict(1, 0.01), y.predict(1, 0.01), kept.predict(1, 1e-4), aspect.predict(1, 0));
    }

    AreaFilter update(Box box) {
        return new AreaFilter(
                x.update(centerX(box), 1),
                y.update(centerY(box), 1),
                area.update(box.width() * box.height(), 10),
                aspect.update(box.width() / box.height(), 10));
    }

    Box box() {
        double width = Math.sqrt(Math.max(1, area.position() * aspect.position()));
        double height = Math.max(1, area.position()) / width;
        return new Box(x.position() - width / 2, y.position() - height / 2, width, height);
    }

    private static double centerX(Box box) {
        return box.x() + box.width() / 2;
    }

    private static double centerY(Box box) {
        return box.y() + box.height() / 2;
    }
}
