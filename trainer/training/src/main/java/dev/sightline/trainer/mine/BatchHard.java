package dev.sightline.trainer.mine;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** For each anchor its farthest positive and its nearest negative (Hermans et al. 2017, equation 5). */
public record BatchHard() implements Miner {

    @Override
    public String name() {
        return "batch-hard";
    }

    @Override
    public Triplets mine(Tensor distances, Tensor labels, Tensor references) {
        Pairs pairs = Pairs.of(labels, references);
        Tensor still = distances.detach();
        Tensor farthest = still.masked_fill(pairs.positive().logical_not(), new Scalar(Double.NEGATIVE_INFINITY))
                .argmax(new LongOptional(1), false);
        Tensor nearest = still.masked_fill(pairs.negative().logical_not(), new Scalar(Double.POSITIVE_INFINITY))
                .argmin(new LongOptional(1), false);
        Tensor anchors = pairs.positive()
                .any(1)
                .logical_and(pairs.negative().any(1))
                .nonzero()
                .select(1, 0);
        return new Triplets(anchors, farthest.index_select(0, anchors), nearest.index_select(0, anchors));
    }
}
