package dev.sightline.trainer.optimize;

/** What schedules allow. */
final class ScheduleBounds {

    private ScheduleBounds() {}

    static void rate(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("Rate " + rate + " is not allowed: use 0 or more, such as 3.5e-4");
        }
    }

    static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " " + value + " is not allowed: use 0 to 1");
        }
    }

    static void order(double from, double to) {
        if (!(from < to)) {
            throw new IllegalArgumentException("A schedule from " + from + " to " + to + " has no length");
        }
    }
}
