package dev.sightline.trainer.graph;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Numbers of eight bits and back. A quantized network runs, so that it can be asked and its float part trained; no gradient passes
 * what is rounded, and weights in eight bits stay as they are.
 */
final class Quantization {
    private static final int SCALE = 1;
    private static final int ZERO = 2;

    private Quantization() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("QuantizeLinear", Quantization::rounded);
        operators.put("DequantizeLinear", Quantization::restored);
    }

    private static void requirePlain(NodeReader node) {
        if (node.integer("block_size", 0) != 0 || node.find("output_dtype").isPresent()) {
            throw node.unsupported(
                    "supported are one scale for all or for each place of an axis, and types by the zero point");
        }
    }

    private static Operation rounded(NodeReader node) {
        requirePlain(node);
        long axis = node.integer("axis", 1);
        return call -> {
            Tensor input = call.tensor(0);
            Tensor steps = input.div(along(call.tensor(SCALE), input, axis)).round();
            ScalarType type = call.has(ZERO) ? call.tensor(ZERO).scalar_type().intern() : ScalarType.Byte;
            if (call.has(ZERO)) {
                steps = steps.add(along(call.tensor(ZERO).to(ScalarType.Float), input, axis));
            }
            boolean signed = type == ScalarType.Char;
            double least = signed ? Byte.MIN_VALUE : 0;
            double most = signed ? Byte.MAX_VALUE : 255;
            return Value.of(steps.clamp_min(new Scalar(least))
                    .clamp_max(new Scalar(most))
                    .to(type));
        };
    }

    private static Operation restored(NodeReader node) {
        requirePlain(node);
        long axis = node.integer("axis", 1);
        return call -> {
            Tensor input = call.tensor(0).to(ScalarType.Float);
            if (call.has(ZERO)) {
                input = input.sub(along(call.tensor(ZERO).to(ScalarType.Float), input, axis));
            }
            return Value.of(input.mul(along(call.tensor(SCALE), input, axis)));
        };
    }

    /** One number, or one for each place of an axis. */
    private static Tensor along(Tensor numbers, Tensor like, long axis) {
        if (numbers.numel() == 1) {
            return numbers.reshape(new long[0]);
        }
        long[] shape = new long[(int) like.dim()];
        java.util.Arrays.fill(shape, 1);
        shape[(int) (axis < 0 ? axis + like.dim() : axis)] = numbers.numel();
        return numbers.reshape(shape);
    }
}
