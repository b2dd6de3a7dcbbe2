package dev.sightline.matcher.track;

/** Refuses policy values outside their range, naming key, value and range. */
final class Ranges {
    private Ranges() {}

    static void require(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    key + " = " + value + " is not allowed: use a value from " + low + " to " + high);
        }
    }
}
