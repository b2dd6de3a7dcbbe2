package dev.sightline.trainer.mine;

import org.bytedeco.pytorch.Tensor;

/** Rows of a batch by threes, positives and negatives by their place in what it is compared with; each tensor is [T] int64, and T may be 0. */
public record Triplets(Tensor anchors, Tensor positives, Tensor negatives) {

    /** How many. */
    public long count() {
        return anchors.size(0);
    }
}
