package dev.sightline.trainer.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * One batch, described. The tensors belong to the caller and are never changed.
 *
 * @param features [N,D] float, before the BNNeck: what metric losses use (equal to {@code descriptors} for a network
 *     with one output)
 * @param descriptors [N,D] float, after the BNNeck: what the product and the classification losses use
 * @param labels [N] int64, identities from 0
 */
public record LossInput(Tensor features, Tensor descriptors, Tensor labels) {

    /** For a network with one output. */
    public static LossInput of(Tensor descriptors, Tensor labels) {
        return new LossInput(descriptors, descriptors, labels);
    }

    /** Rows of the batch. */
    long rows() {
        return labels.size(0);
    }
}
