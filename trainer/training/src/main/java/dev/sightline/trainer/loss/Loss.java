package dev.sightline.trainer.loss;

import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * A loss of a batch. Values are made in the caller's PointerScope; the tensors of {@link #parameters()} and
 * {@link #state()} are the loss's own and live until {@link #close()}. Every gradient is finite, also where two rows are
 * equal or a row is zero. Not safe for several threads.
 */
public interface Loss extends AutoCloseable {

    /** Short and unique within a run, such as {@code triplet}: names the loss in logs and checkpoints. */
    String name();

    /** The loss of a batch, a scalar under autograd. */
    Tensor value(LossInput in);

    /** Own trainable leaf tensors by name, such as a classifier's weight, for the optimizer and the checkpoint. */
    default Map<String, Tensor> parameters() {
        return Map.of();
    }

    /** All that a checkpoint must hold: the parameters and what the loss changes by itself. */
    default Map<String, Tensor> state() {
        return parameters();
    }

    /** Brings own tensors to a device; call it before an optimizer takes them over. */
    default void move(Device device) {}

    /** What the network is shown of pictures [N,3,height,width]; those themselves for all but losses that take parts away. */
    default Tensor shown(Tensor pictures) {
        return pictures;
    }

    /** What shall be kept beside the best network, by name; of most losses nothing. */
    default Map<String, Tensor> kept() {
        return Map.of();
    }

    /** Called after each step of the optimizer with the batch just learned, for losses that keep own books. */
    default void afterStep(LossInput in) {}

    /** Called at the start of each epoch, counted from 0. */
    default void startEpoch(int epoch) {}

    @Override
    default void close() {}
}
