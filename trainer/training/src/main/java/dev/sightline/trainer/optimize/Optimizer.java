package dev.sightline.trainer.optimize;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Moves parameters along their gradients. Written on tensors in place rather than around LibTorch's own optimizers,
 * because a resumed run must go on with the same numbers and LibTorch's keep their state where Java cannot reach it.
 * Parameters without a gradient stay as they are. Not safe for several threads.
 */
public interface Optimizer extends AutoCloseable {

    /** One step at {@code rate} times each group's factor. */
    void step(double rate);

    /** Forgets gradients; the next backward pass makes new ones. */
    void zeroGradients();

    /**
     * Scales all gradients together so that their joint L2 norm is at most {@code most}.
     *
     * @param most above 0; infinite to measure only
     * @return the norm before; not a number when a gradient is not, in which case no step should follow
     */
    double clipNorm(double most);

    /** The optimizer's own tensors by name, as they are now: for checkpoints. They stay the optimizer's. */
    Map<String, Tensor> state();

    /**
     * Goes on from a saved state, which is copied.
     *
     * @throws IllegalArgumentException naming what is missing, unknown or of another shape
     */
    void restore(Map<String, Tensor> state);

    @Override
    void close();
}
