package dev.sightline.embedder.network;

import java.nio.FloatBuffer;

/** Called after every run of a network, in the thread that ran it; so a benchmark can set it beside the whole. */
@FunctionalInterface
public interface RunListener {
    /** Listens to nothing. */
    RunListener NONE = (input, shape, nanos) -> {};

    /**
     * @param input the tensor that was run; valid during the call only
     * @param shape its axes
     * @param nanos time inside ONNX Runtime
     */
    void ran(FloatBuffer input, long[] shape, long nanos);
}
