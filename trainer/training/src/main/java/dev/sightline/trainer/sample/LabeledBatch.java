package dev.sightline.trainer.sample;

/** Crops by place with labels: equal where the same person is meant; of pairs and triplets within this batch alone. */
public final class LabeledBatch {
    private final int[] crops;
    private final long[] labels;

    public LabeledBatch(int[] crops, long[] labels) {
        this.crops = crops.clone();
        this.labels = labels.clone();
    }

    /** Places in the list of crops. */
    public int[] crops() {
        return crops.clone();
    }

    /** One label per crop. */
    public long[] labels() {
        return labels.clone();
    }
}
