package dev.sightline.trainer.loss;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * One batch, described. The tensors belong to the caller and are never changed.
 *
 * @param features [N,D] float, before the BNNeck: what metric losses use (equal to {@code descriptors} for a network
 *     with one output)
 * @param descriptors [N,D] float, after the BNNeck: what the product and the classification losses use
 * @param labels [N] int64, identities from 0
 * @param references what features are compared with; empty: each other
 * @param pictures [N,3,height,width], what the batch shows, before any loss took a part of it away; empty where nobody asks
 * @param maybeOne [N,identities] bool, true where an identity may be the row's person under another name, so that nothing tells
 *     the two apart; empty where every two identities are two people
 */
public record LossInput(
        Tensor features,
        Tensor descriptors,
        Tensor labels,
        Optional<References> references,
        Optional<Tensor> pictures,
        Optional<Tensor> maybeOne) {

    /** Rows that are compared with each other. */
    public LossInput(Tensor features, Tensor descriptors, Tensor labels) {
        this(features, descriptors, labels, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** For a network with one output. */
    public static LossInput of(Tensor descriptors, Tensor labels) {
        return new LossInput(descriptors, descriptors, labels);
    }

    /** What each row's features are compared with: the references, or the batch itself. */
    References compared() {
        return references.orElseGet(() -> new References(features, labels));
    }

    /** Rows of the batch. */
    long rows() {
        return labels.size(0);
    }
}
