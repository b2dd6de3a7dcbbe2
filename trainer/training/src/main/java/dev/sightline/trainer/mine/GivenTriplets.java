package dev.sightline.trainer.mine;

import static org.bytedeco.pytorch.global.torch.arange;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Triplets that were chosen when the batch was made: rows 0, 1, 2 are anchor, positive, negative, and so on. */
public record GivenTriplets() implements Miner {

    @Override
    public String name() {
        return "by-threes";
    }

    @Override
    public Triplets mine(Tensor distances, Tensor labels, Tensor references) {
        long rows = labels.size(0);
        if (references.size(0) != rows) {
            throw new IllegalArgumentException("triplets that were given are compared with nothing else");
        }
        if (rows % 3 != 0) {
            throw new IllegalArgumentException(rows + " rows are no triplets: give a multiple of three");
        }
        Tensor anchors = arange(new Scalar(0L), new Scalar(rows), new Scalar(3L), labels.options());
        return new Triplets(anchors, anchors.add(new Scalar(1L)), anchors.add(new Scalar(2L)));
    }
}
