package dev.sightline.trainer.mine;

import org.bytedeco.pytorch.Tensor;

/** Every triplet of the batch (Hermans et al. 2017, equation 6). N^3 in memory: a byte each. */
public record BatchAll() implements Miner {

    @Override
    public String name() {
        return "batch-all";
    }

    @Override
    public Triplets mine(Tensor distances, Tensor labels) {
        return Triplets.ofCube(Pairs.of(labels).cube());
    }
}
