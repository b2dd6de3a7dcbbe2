package dev.sightline.trainer.mine;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Who is with whom: [N,M] bool masks of the same person (never the crop itself, on the diagonal) and of strangers. */
record Pairs(Tensor positive, Tensor negative) {

    static Pairs of(Tensor labels, Tensor references) {
        Tensor same = references.unsqueeze(0).eq(labels.unsqueeze(1));
        return new Pairs(same.clone().fill_diagonal_(new Scalar(0)), same.logical_not());
    }
}
