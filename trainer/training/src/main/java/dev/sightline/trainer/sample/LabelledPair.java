package dev.sightline.trainer.sample;

/** Two crops, by place, and whether they show the same person. */
public record LabelledPair(int first, int second, boolean same) {
    public LabelledPair {
        if (first == second) {
            throw new IllegalArgumentException("Crop " + first + " is paired with itself: give two crops");
        }
    }
}
