package dev.sightline.trainer.graph;

import org.bytedeco.pytorch.Tensor;

/**
 * What a node reads or writes in one run: a tensor, or integers that stay on the host because they only say shapes,
 * axes and positions.
 */
sealed interface Value {

    /** A tensor of LibTorch; its owner is the run's scope or, for constants and weights, the graph. */
    record Dense(Tensor tensor) implements Value {}

    /**
     * Integers of shape arithmetic on at most one axis; those with more axes are tensors. Truth values are 0 and 1.
     *
     * @param numbers the values
     * @param scalar whether it is a single number without axes rather than a list
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
    record Host(long[] numbers, boolean scalar) implements Value {}

    static Value of(Tensor tensor) {
        return new Dense(tensor);
    }

    static Value of(long... numbers) {
        return new Host(numbers, false);
    }
}
