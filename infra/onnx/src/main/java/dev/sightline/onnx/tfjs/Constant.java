package dev.sightline.onnx.tfjs;

import java.util.Arrays;

/**
 * A constant of the TensorFlow graph. Integers are kept as floats too: shapes, axes and sizes are small, so they are
 * exact. The arrays are shared, never changed.
 *
 * @param shape logical
 * @param values row-major in logical order
 */
@SuppressWarnings("ArrayRecordComponent") // package-private, compared by nobody
record Constant(int[] shape, float[] values) {
    Constant {
        if (count(shape) != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " cannot hold " + values.length + " values");
        }
    }

    static int count(int[] shape) {
        int count = 1;
        for (int side : shape) {
            count = Math.multiplyExact(count, side);
        }
        return count;
    }

    int rank() {
        return shape.length;
    }

    int[] integers() {
        int[] integers = new int[values.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) values[i];
        }
        return integers;
    }

    Constant reshaped(int... to) {
        return new Constant(to, values);
    }

    /** Axis {@code i} of the result is axis {@code order[i]} of this. */
    Constant transposed(int... order) {
        int rank = shape.length;
        int[] strides = new int[rank];
        int[] to = new int[rank];
        int stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        for (int i = 0; i < rank; i++) {
            to[i] = shape[order[i]];
        }
        float[] moved = new float[values.length];
        int[] at = new int[rank];
        for (int i = 0; i < moved.length; i++) {
            int from = 0;
            for (int axis = 0; axis < rank; axis++) {
                from += at[axis] * strides[order[axis]];
            }
            moved[i] = values[from];
            advance(at, to);
        }
        return new Constant(to, moved);
    }

    private static void advance(int[] at, int[] shape) {
        for (int axis = at.length - 1; axis >= 0; axis--) {
            if (++at[axis] < shape[axis]) {
                return;
            }
            at[axis] = 0;
        }
    }
}
