package dev.sightline.trainer.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * What the rows of a batch are compared with instead of each other alone: N rows that stand for the batch's own, in order, and
 * after them rows of earlier batches (cross-batch memory, Wang et al. 2020; momentum contrast, He et al. 2020). No anchor is
 * compared with the reference of its own number.
 *
 * @param rows [M,D], M at least N
 * @param labels [M] int64, in the same numbering as the batch's
 */
public record References(Tensor rows, Tensor labels) {}
