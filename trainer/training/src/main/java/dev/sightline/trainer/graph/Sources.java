package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.arange;
import static org.bytedeco.pytorch.global.torch.full;

import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.AttributeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.DimnameListOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Where values come from: constants, shapes, ranges; and their change of type. */
final class Sources {
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int BOOL = 9;

    private Sources() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("Shape", Sources::shape);
        operators.put(
                "Size",
                node -> call -> new Value.Host(new long[] {call.tensor(0).numel()}, true));
        operators.put("Range", node -> Sources::range);
        operators.put("ConstantOfShape", Sources::filled);
        operators.put("Cast", Sources::cast);
        operators.put("CastLike", node -> Sources::castLike);
    }

    /** A constant as a value: floats as a tensor, integers on at most one axis on the host. The tensor is the caller's. */
    static Value constant(TensorProto tensor) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return switch (tensor.getDataType()) {
            case Tensors.FLOAT -> Value.of(kept(Tensor.create(Tensors.floats(tensor), shape)));
            case Tensors.INT64, Tensors.INT32 -> integers(Tensors.integers(tensor), shape);
            case BOOL -> integers(truths(tensor), shape);
            case UINT8, INT8 -> Value.of(eightBits(tensor, shape));
            default ->
                throw new UnsupportedOperatorException(
                        "constant '" + tensor.getName() + "' has element type " + tensor.getDataType()
                                + "; supported are float32 (1), uint8 (2), int8 (3), int32 (6), int64 (7) and bool (9)");
        };
    }

    /** The value of a Constant node. */
    static Value constant(NodeReader node) {
        for (AttributeProto attribute : node.node().getAttributeList()) {
            switch (attribute.getName()) {
                case "value":
                    return constant(attribute.getT());
                case "value_float":
                    return Value.of(kept(Tensor.create(new float[] {attribute.getF()}, new long[0])));
                case "value_floats":
                    float[] floats = new float[attribute.getFloatsCount()];
                    for (int i = 0; i < floats.length; i++) {
                        floats[i] = attribute.getFloats(i);
                    }
                    return Value.of(kept(Tensor.create(floats, floats.length)));
                case "value_int":
                    return new Value.Host(new long[] {attribute.getI()}, true);
                case "value_ints":
                    return Value.of(node.integers("value_ints"));
                default:
                    break;
            }
        }
        throw node.unsupported("supported are constants of numbers, in value, value_float(s) or value_int(s)");
    }

    private static Tensor kept(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }

    private static Value integers(long[] numbers, long[] shape) {
        return shape.length < 2
                ? new Value.Host(numbers, shape.length == 0)
                : Value.of(kept(Tensor.create(numbers, shape)));
    }

    private static long[] truths(TensorProto tensor) {
        if (tensor.hasRawData()) {
            byte[] raw = tensor.getRawData().toByteArray();
            return LongStream.range(0, raw.length).map(i -> raw[(int) i]).toArray();
        }
        return tensor.getInt32DataList().stream().mapToLong(Integer::longValue).toArray();
    }

    private static Operation shape(NodeReader node) {
        long start = node.integer("start", 0);
        long end = node.integer("end", Long.MAX_VALUE);
        return call -> {
            long[] whole = call.onHost(0) ? lengths(call) : Shaping.shape(call.tensor(0));
            int first = (int) Math.min(whole.length, Math.max(0, start < 0 ? start + whole.length : start));
            int last = (int) Math.min(whole.length, Math.max(first, end < 0 ? end + whole.length : end));
            return Value.of(Arrays.copyOfRange(whole, first, last));
        };
    }

    private static long[] lengths(Call call) {
        return call.scalar(0) ? new long[0] : new long[] {call.numbers(0).length};
    }

    private static Value range(Call call) {
        if (call.allOnHost()) {
            long step = call.numbers(2)[0];
            long end = call.numbers(1)[0];
            return Value.of(LongStream.iterate(call.numbers(0)[0], i -> step > 0 ? i < end : i > end, i -> i + step)
                    .toArray());
        }
        Tensor line = arange(new Scalar(call.real(0)), new Scalar(call.real(1)), new Scalar(call.real(2)));
        return Value.of(call.moved(line.to(ScalarType.Float)));
    }

    private static Operation filled(NodeReader node) {
        TensorProto fill =
                node.find("value").map(AttributeProto::getT).orElse(Tensors.floats("zero", new long[] {1}, 0));
        boolean real = fill.getDataType() == Tensors.FLOAT;
        double value = real ? Tensors.floats(fill)[0] : 0;
        long number = real ? 0 : ((Value.Host) constant(fill)).numbers()[0];
        return call -> {
            long[] shape = call.numbers(0);
            if (!real && shape.length < 2) {
                long[] numbers = new long[shape.length == 0 ? 1 : (int) shape[0]];
                Arrays.fill(numbers, number);
                return new Value.Host(numbers, shape.length == 0);
            }
            Scalar scalar = real ? new Scalar(value) : new Scalar(number);
            Tensor tensor = full(shape, scalar, new DimnameListOptional());
            return Value.of(call.moved(tensor.to(real ? ScalarType.Float : ScalarType.Long)));
        };
    }

    private static Operation cast(NodeReader node) {
        long to = node.integer("to", Tensors.FLOAT);
        return switch ((int) to) {
            case Tensors.FLOAT -> call -> Value.of(call.tensor(0).to(ScalarType.Float));
            case Tensors.INT32, Tensors.INT64 ->
                call -> call.onHost(0) ? call.value(0) : Value.of(call.tensor(0).to(ScalarType.Long));
            case BOOL -> Sources::truth;
            default -> throw node.unsupported("cast to element type " + to + "; supported are 1, 6, 7 and 9");
        };
    }

    /** Of the type of another value. */
    private static Value castLike(Call call) {
        if (call.onHost(1)) {
            return call.onHost(0) ? call.value(0) : Value.of(call.tensor(0).to(ScalarType.Long));
        }
        return Value.of(call.tensor(0).to(call.tensor(1).scalar_type()));
    }

    /** A tensor of LibTorch's type of the same bits, which tells a zero point's range. */
    private static Tensor eightBits(TensorProto tensor, long[] shape) {
        boolean signed = tensor.getDataType() == INT8;
        long[] numbers;
        if (tensor.hasRawData()) {
            byte[] raw = tensor.getRawData().toByteArray();
            numbers = LongStream.range(0, raw.length)
                    .map(i -> signed ? raw[(int) i] : raw[(int) i] & 0xff)
                    .toArray();
        } else {
            numbers = tensor.getInt32DataList().stream()
                    .mapToLong(Integer::longValue)
                    .toArray();
        }
        return kept(Tensor.create(numbers, shape).to(signed ? ScalarType.Char : ScalarType.Byte));
    }

    private static Value truth(Call call) {
        return call.onHost(0)
                ? new Value.Host(
                        Arrays.stream(call.numbers(0)).map(n -> n == 0 ? 0 : 1).toArray(), call.scalar(0))
                : Value.of(call.tensor(0).to(ScalarType.Bool));
    }
}
