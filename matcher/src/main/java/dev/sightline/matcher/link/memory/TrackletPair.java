package dev.sightline.matcher.link.memory;

/** Two tracklets, in the order in which they were named. */
public record TrackletPair(String first, String second) {
    String other(String trackletId) {
        return first.equals(trackletId) ? second : first;
    }

    /** The same in whatever order the two are named. */
    String key() {
        return first.compareTo(second) < 0 ? first + " " + second : second + " " + first;
    }
}
