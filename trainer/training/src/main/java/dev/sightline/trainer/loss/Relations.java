package dev.sightline.trainer.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Who is with whom in a batch, or among what it is compared with (M columns in place of N).
 *
 * @param own [N,N] bool, the diagonal
 * @param positive [N,N] bool, other crops of the same person
 * @param negative [N,N] bool, strangers
 */
record Relations(Tensor own, Tensor positive, Tensor negative) {

    static Relations of(Tensor labels) {
        return of(labels, labels);
    }

    static Relations of(Tensor labels, Tensor references) {
        Tensor same = references.unsqueeze(0).eq(labels.unsqueeze(1));
        Tensor own = same.clone().zero_().fill_diagonal_(new Scalar(1));
        return new Relations(own, same.clone().fill_diagonal_(new Scalar(0)), same.logical_not());
    }

    /** Rows with a positive and a negative, by place; [M] int64. */
    Tensor complete() {
        return positive.any(1).logical_and(negative.any(1)).nonzero().select(1, 0);
    }
}
