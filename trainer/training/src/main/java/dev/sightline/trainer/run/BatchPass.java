package dev.sightline.trainer.run;

import dev.sightline.trainer.graph.NetworkOutput;
import dev.sightline.trainer.graph.TorchGraph;
import org.bytedeco.pytorch.Tensor;

/** How a network describes a batch and learns from what its rows cost. Of one batch, in the caller's pointer scope. */
sealed interface BatchPass permits BatchPass.Whole, CachedPass {

    /** What the network makes of the batch; what is reckoned from it may be derived. */
    NetworkOutput describe();

    /** Adds the gradients of {@code cost}, which was reckoned from {@link #describe}, to those of the weights. */
    void backward(Tensor cost);

    /** @param chunk rows that are described at once under autograd; 0, or no fewer than the batch has: all */
    static BatchPass of(TorchGraph graph, Tensor pictures, int chunk) {
        return chunk == 0 || pictures.size(0) <= chunk
                ? new Whole(graph, pictures)
                : new CachedPass(graph, pictures, chunk);
    }

    /** All at once; memory grows with the batch. */
    record Whole(TorchGraph graph, Tensor pictures) implements BatchPass {
        @Override
        public NetworkOutput describe() {
            return graph.run(pictures, true);
        }

        @Override
        public void backward(Tensor cost) {
            cost.backward();
        }
    }
}
