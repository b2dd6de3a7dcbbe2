package dev.sightline.trainer.optimize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * An exponential mean of weights over the steps, which usually judges better than the last weights (Polyak and Juditsky
 * 1992). Early on the mean forgets faster, keeping (1+t)/(10+t) at step t, so that it does not hang on to the start.
 * Whole numbers are taken over as they are. Not safe for several threads.
 */
public final class WeightAverage implements AutoCloseable {
    private static final String UPDATES = "updates";
    private static final String MEAN = "mean/";

    private final Map<String, Tensor> live;
    private final Map<String, Tensor> mean = new LinkedHashMap<>();
    private final Tensor updates;
    private final double decay;

    /**
     * Of {@code live} tensors, which stay their owner's and start the mean.
     *
     * @param decay share of the mean that a step keeps, from 0 to below 1; .999 is usual, 0 is no average at all
     */
    public WeightAverage(Map<String, Tensor> live, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("Decay " + decay + " is not allowed: use 0 to below 1, such as .999");
        }
        this.live = Collections.unmodifiableMap(new LinkedHashMap<>(live));
        this.decay = decay;
        try (PointerScope scope = new PointerScope()) {
            if (decay > 0) {
                live.forEach(
                        (name, tensor) -> mean.put(name, tensor.detach().clone().retainReference()));
            }
            updates = Tensor.create(new long[] {0}, new long[0]).retainReference();
        }
    }

    /** Takes in the weights as they are after a step. */
    public void update() {
        if (decay == 0) {
            return;
        }
        long t = updates.item_long();
        double kept = Math.min(decay, (1.0 + t) / (10.0 + t));
        updates.data_ptr_long().put(t + 1);
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            live.forEach((name, tensor) -> mean.computeIfPresent(name, (n, m) -> {
                if (m.is_floating_point()) {
                    m.lerp_(tensor, new Scalar(1 - kept));
                } else {
                    m.copy_(tensor);
                }
                return m;
            }));
        }
    }

    /** Exchanges live weights and mean, bit by bit; a second call puts them back. Learn only with the live ones in place. */
    public void swap() {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            live.forEach((name, tensor) -> mean.computeIfPresent(name, (n, m) -> {
                Tensor kept = m.clone();
                m.copy_(tensor);
                tensor.copy_(kept);
                return m;
            }));
        }
    }

    /** The mean and its age by name, for checkpoints; the tensors stay the average's. Empty without an average. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        if (decay > 0) {
            state.put(UPDATES, updates);
            mean.forEach((name, tensor) -> state.put(MEAN + name, tensor));
        }
        return Collections.unmodifiableMap(state);
    }

    /**
     * Goes on from a saved state, which is copied.
     *
     * @throws IllegalArgumentException naming what is missing, unknown or of another shape
     */
    public void restore(Map<String, Tensor> saved) {
        NamedTensors.copy(saved, state());
    }

    @Override
    public void close() {
        mean.values().forEach(Tensor::releaseReference);
        updates.releaseReference();
    }
}
