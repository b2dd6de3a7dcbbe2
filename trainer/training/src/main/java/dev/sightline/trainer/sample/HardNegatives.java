package dev.sightline.trainer.sample;

import java.util.Arrays;

/** For each crop the crops of other people that are hard to tell from it; by place in the list of labels. Immutable. */
public final class HardNegatives {
    private final int[][] crops;

    /** One row per crop, in any order and possibly empty; copied. */
    public HardNegatives(int[][] crops) {
        this.crops = Arrays.stream(crops).map(int[]::clone).toArray(int[][]::new);
    }

    /** How many crops there are. */
    public int size() {
        return crops.length;
    }

    /** The hard negatives of a crop, nearest first when they were searched. */
    public int[] of(int crop) {
        return crops[crop].clone();
    }

    boolean any(int crop) {
        return crops[crop].length > 0;
    }
}
