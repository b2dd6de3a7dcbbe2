package dev.sightline.onnx.file;

import com.google.protobuf.ByteString;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Builds and decodes {@link TensorProto}: row-major, little-endian raw data when written, raw or typed data when read.
 * Arrays are copied. Stateless, any thread.
 */
public final class Tensors {
    /** ONNX element type float32. */
    public static final int FLOAT = 1;
    /** ONNX element type int32. */
    public static final int INT32 = 6;
    /** ONNX element type int64. */
    public static final int INT64 = 7;

    private Tensors() {}

    /** @throws IllegalArgumentException when the shape does not hold as many values */
    public static TensorProto floats(String name, long[] shape, float... values) {
        requireFit(name, shape, values.length);
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor(name, FLOAT, shape, raw);
    }

    /** @throws IllegalArgumentException when the shape does not hold as many values */
    public static TensorProto longs(String name, long[] shape, long... values) {
        requireFit(name, shape, values.length);
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return tensor(name, INT64, shape, raw);
    }

    /** @throws OnnxException when the tensor is not float32 or its data does not fit its shape */
    public static float[] floats(TensorProto tensor) {
        require(tensor, FLOAT, "float32");
        float[] values = new float[count(tensor)];
        if (tensor.hasRawData()) {
            raw(tensor, values.length * Float.BYTES).asFloatBuffer().get(values);
        } else {
            requireCount(tensor, values.length, tensor.getFloatDataCount());
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
        }
        return values;
    }

    /** @throws OnnxException when the tensor is not int64 or its data does not fit its shape */
    public static long[] longs(TensorProto tensor) {
        require(tensor, INT64, "int64");
        long[] values = new long[count(tensor)];
        if (tensor.hasRawData()) {
            raw(tensor, values.length * Long.BYTES).asLongBuffer().get(values);
        } else {
            requireCount(tensor, values.length, tensor.getInt64DataCount());
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getInt64Data(i);
            }
        }
        return values;
    }

    /**
     * Values of an int32 or int64 tensor.
     *
     * @throws OnnxException when the tensor is neither or its data does not fit its shape
     */
    public static long[] integers(TensorProto tensor) {
        if (tensor.getDataType() != INT32) {
            return longs(tensor);
        }
        long[] values = new long[count(tensor)];
        if (tensor.hasRawData()) {
            ByteBuffer raw = raw(tensor, values.length * Integer.BYTES);
            for (int i = 0; i < values.length; i++) {
                values[i] = raw.getInt();
            }
        } else {
            requireCount(tensor, values.length, tensor.getInt32DataCount());
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getInt32Data(i);
            }
        }
        return values;
    }

    private static TensorProto tensor(String name, int type, long[] shape, ByteBuffer raw) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
        for (long side : shape) {
            tensor.addDims(side);
        }
        return tensor.setRawData(ByteString.copyFrom(raw)).build();
    }

    private static int count(TensorProto tensor) {
        long count = 1;
        for (long side : tensor.getDimsList()) {
            count = Math.multiplyExact(count, side);
        }
        return Math.toIntExact(count);
    }

    private static ByteBuffer raw(TensorProto tensor, int bytes) {
        requireCount(tensor, bytes, tensor.getRawData().size());
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(TensorProto tensor, int type, String name) {
        if (tensor.getDataType() != type) {
            throw new OnnxException("tensor '" + tensor.getName() + "' has element type " + tensor.getDataType()
                    + ", expected " + name + " (" + type + ")");
        }
    }

    private static void requireCount(TensorProto tensor, int expected, int found) {
        if (expected != found) {
            throw new OnnxException("tensor '" + tensor.getName() + "' of shape " + tensor.getDimsList() + " needs "
                    + expected + " values or bytes, but holds " + found
                    + (tensor.getExternalDataCount() > 0 ? "; weights outside the .onnx file are not supported" : ""));
        }
    }

    private static void requireFit(String name, long[] shape, int values) {
        long count = 1;
        for (long side : shape) {
            count = Math.multiplyExact(count, side);
        }
        if (count != values) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "': a shape of " + count + " elements cannot hold " + values);
        }
    }
}
