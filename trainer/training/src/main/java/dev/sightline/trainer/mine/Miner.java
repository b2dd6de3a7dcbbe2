package dev.sightline.trainer.mine;

import org.bytedeco.pytorch.Tensor;

/** Picks triplets from a batch. Stateless. An anchor without another crop, or without a stranger, yields none. */
public sealed interface Miner permits BatchAll, BatchHard, SemiHard, GivenTriplets {

    /** Short, such as {@code batch-hard}. */
    String name();

    /**
     * The triplets to learn from.
     *
     * @param distances [N,N], in the distance that the loss uses; gradients are not followed
     * @param labels [N] int64
     */
    default Triplets mine(Tensor distances, Tensor labels) {
        return mine(distances, labels, labels);
    }

    /**
     * The same from rows that are compared with others too.
     *
     * @param distances [N,M] of the rows to what they are compared with, each row's own on the diagonal
     * @param labels [N] int64
     * @param references [M] int64
     */
    Triplets mine(Tensor distances, Tensor labels, Tensor references);
}
