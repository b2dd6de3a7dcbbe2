package dev.sightline.embedder.network;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** The outputs of one run, by name. The buffers are reused: read them before the lane runs again. */
public final class Outputs {
    private final List<String> names;
    private final Map<String, Output> byName;

    /** @param names in the file's order */
    public Outputs(List<String> names, Map<String, Output> byName) {
        this.names = names;
        this.byName = byName;
    }

    /**
     * An output by name.
     *
     * @throws NetworkFailure when the network has none of that name
     */
    public Output get(String name) {
        Output output = byName.get(name);
        if (output == null) {
            throw new NetworkFailure("the network has no output '" + name + "', it has " + names
                    + "; correct decoderOptions in model.json");
        }
        return output;
    }

    /** The first output in the file's order. */
    public Output first() {
        return get(names.get(0));
    }

    /**
     * One output.
     *
     * @param values row-major values; absolute reads only
     * @param shape its axes
     */
    @SuppressWarnings("ArrayRecordComponent") // Read in inner loops, never kept.
    public record Output(FloatBuffer values, long[] shape) {
        /** Values that belong to one picture of the batch. */
        public int stride() {
            return shape[0] == 0 ? 0 : (int) (values.capacity() / shape[0]);
        }

        /** Copies one picture's values out. */
        public float[] of(int slot) {
            float[] row = new float[stride()];
            values.get(slot * row.length, row);
            return row;
        }
    }
}
