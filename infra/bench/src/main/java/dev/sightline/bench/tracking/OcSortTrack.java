package dev.sightline.bench.tracking;

import dev.sightline.trainer.evaluate.Box;
import java.util.ArrayDeque;
import java.util.Deque;

/** One tracklet of {@link OcSort}. */
final class OcSortTrack {
    private static final int SPAN = 3;

    private final int id;
    private AreaFilter filter;
    /** As it was predicted for the first frame that missed the person. */
    private AreaFilter frozen;

    private Box last;
    private final Deque<Placed> recent = new ArrayDeque<>();
    private int frame;
    private int missed;
    private int hitsInARow;
    private double directionX;
    private double directionY;

    OcSortTrack(int id, Found first) {
        this.id = id;
        this.filter = AreaFilter.first(first.box());
        this.frozen = filter;
        this.last = first.box();
        recent.addLast(new Placed(0, last));
    }

    private record Placed(int frame, Box box) {}

    int id() {
        return id;
    }

    int missed() {
        return missed;
    }

    int hitsInARow() {
        return hitsInARow;
    }

    Box predicted() {
        return filter.box();
    }

    Box lastSeen() {
        return last;
    }

    void predict() {
        frame++;
        filter = filter.predict();
        if (missed == 0) {
            frozen = filter;
        } else {
            hitsInARow = 0;
        }
        missed++;
    }

    void see(Found found) {
        if (missed > 1) {
            updateAgain(found.box());
        } else {
            filter = filter.update(found.box());
        }
        direct(found.box());
        last = found.box();
        recent.addLast(new Placed(frame, last));
        while (recent.getFirst().frame() < frame - SPAN) {
            recent.removeFirst();
        }
        missed = 0;
        hitsInARow++;
    }

    /** Along the straight way from the last observation to this one (section 4.1 of the paper). */
    private void updateAgain(Box box) {
        filter = frozen;
        for (int i = 1; i <= missed; i++) {
            double part = i / (double) missed;
            filter = filter.update(new Box(
                    last.x() + part * (box.x() - last.x()),
                    last.y() + part * (box.y() - last.y()),
                    last.width() + part * (box.width() - last.width()),
                    last.height() + part * (box.height() - last.height())));
            filter = i == missed ? filter : filter.predict();
        }
    }

    private void direct(Box box) {
        Box from = before();
        double dx = centerX(box) - centerX(from);
        double dy = centerY(box) - centerY(from);
        double length = Math.hypot(dx, dy) + 1e-6;
        directionX = dx / length;
        directionY = dy / length;
    }

    /** How well the way to a box goes on in the direction so far, -.5 to .5 (section 4.2); 0 without a direction. */
    double agreement(Box box) {
        if (directionX == 0 && directionY == 0) {
            return 0;
        }
        Box from = before();
        double dx = centerX(box) - centerX(from);
        double dy = centerY(box) - centerY(from);
        double length = Math.hypot(dx, dy) + 1e-6;
        double cosine = Math.max(-1, Math.min(1, (dx * directionX + dy * directionY) / length));
        return (Math.PI / 2 - Math.acos(cosine)) / Math.PI;
    }

    /** The observation three frames ago, or the nearest after it. */
    private Box before() {
        return recent.stream()
                .filter(p -> p.frame() >= frame - SPAN)
                .findFirst()
                .map(Placed::box)
                .orElse(last);
    }

    private static double centerX(Box box) {
        return box.x() + box.width() / 2;
    }

    private static double centerY(Box box) {
        return box.y() + box.height() / 2;
    }
}
