package dev.sightline.onnx.tfjs;

import java.util.Arrays;
import java.util.Random;

/** A dense tensor for the reference evaluators: shape and row-major values. */
@SuppressWarnings("ArrayRecordComponent")
record Grid(int[] shape, float[] values) {

    static Grid random(Random random, int... shape) {
        float[] values = new float[Constant.count(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 4 - 2;
        }
        return new Grid(shape, values);
    }

    static Grid zeros(int... shape) {
        return new Grid(shape, new float[Constant.count(shape)]);
    }

    float at(int... index) {
        return values[offset(index)];
    }

    void set(float value, int... index) {
        values[offset(index)] = value;
    }

    /** Zero outside. */
    float padded(int... index) {
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= shape[i]) {
                return 0;
            }
        }
        return at(index);
    }

    Grid transposed(int... order) {
        Constant moved = new Constant(shape, values).transposed(order);
        return new Grid(moved.shape(), moved.values());
    }

    /** NumPy broadcasting: the value this tensor shows at an index of a larger one. */
    float broadcast(int[] index) {
        int[] own = new int[shape.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = shape[i] == 1 ? 0 : index[index.length - own.length + i];
        }
        return at(own);
    }

    /** All indices of a shape, last axis fastest. */
    static Iterable<int[]> indices(int... shape) {
        int count = Constant.count(shape);
        return () -> java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> {
                    int[] index = new int[shape.length];
                    int rest = i;
                    for (int axis = shape.length - 1; axis >= 0; axis--) {
                        index[axis] = rest % shape[axis];
                        rest /= shape[axis];
                    }
                    return index;
                })
                .iterator();
    }

    private int offset(int... index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException(Arrays.toString(index) + " in " + Arrays.toString(shape));
        }
        int offset = 0;
        for (int i = 0; i < index.length; i++) {
            offset = offset * shape[i] + index[i];
        }
        return offset;
    }
}
