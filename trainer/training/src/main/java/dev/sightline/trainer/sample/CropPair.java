package dev.sightline.trainer.sample;

/** Two crops, by place, and whether they show the same person. */
public record CropPair(int first, int second, boolean same) {
    public CropPair {
        if (first == second) {
            throw new IllegalArgumentException("Crop " + first + " is paired with itself: give two crops");
        }
    }
}
