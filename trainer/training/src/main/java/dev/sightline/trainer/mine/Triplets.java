package dev.sightline.trainer.mine;

import org.bytedeco.pytorch.Tensor;

/** Rows of a batch by threes; each tensor is [T] int64, and T may be 0. */
public record Triplets(Tensor anchors, Tensor positives, Tensor negatives) {

    /** How many. */
    public long count() {
        return anchors.size(0);
    }

    /** From the non-zero places [T,3] of a cube of anchor, positive and negative. */
    static Triplets ofCube(Tensor mask) {
        Tensor places = mask.nonzero();
        return new Triplets(places.select(1, 0), places.select(1, 1), places.select(1, 2));
    }

    /** From a matrix of anchors and positives where {@code valid}, with the negative of each in {@code negatives}. */
    static Triplets ofMatrix(Tensor valid, Tensor negatives) {
        Tensor places = valid.nonzero();
        Tensor anchors = places.select(1, 0);
        Tensor positives = places.select(1, 1);
        return new Triplets(anchors, positives, negatives.masked_select(valid));
    }
}
