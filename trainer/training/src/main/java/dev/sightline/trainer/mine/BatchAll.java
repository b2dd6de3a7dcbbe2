package dev.sightline.trainer.mine;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Every triplet of the batch (Hermans et al. 2017, equation 6). A list of them all, three numbers each, is for small
 * batches; the loss sums them up without one.
 */
public record BatchAll() implements Miner {

    @Override
    public String name() {
        return "batch-all";
    }

    @Override
    public Triplets mine(Tensor distances, Tensor labels, Tensor references) {
        TripletList found = new TripletList();
        Pairs pairs = Pairs.of(labels, references);
        for (long anchor = 0; anchor < labels.size(0); anchor++) {
            try (PointerScope scope = new PointerScope()) {
                Tensor places = pairs.positive()
                        .select(0, anchor)
                        .unsqueeze(1)
                        .logical_and(pairs.negative().select(0, anchor).unsqueeze(0))
                        .nonzero();
                found.add(anchor, places.select(1, 0), places.select(1, 1));
            }
        }
        return found.triplets(distances);
    }
}
