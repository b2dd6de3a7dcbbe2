package dev.sightline.store.label;

/** Two tracklets, the same pair whichever is named first. */
public record TrackletPair(String left, String right) {
    public TrackletPair {
        if (left.compareTo(right) > 0) {
            String first = right;
            right = left;
            left = first;
        }
    }
}
