package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.celu;
import static org.bytedeco.pytorch.global.torch.clamp;
import static org.bytedeco.pytorch.global.torch.elu;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.hardsigmoid;
import static org.bytedeco.pytorch.global.torch.hardswish;
import static org.bytedeco.pytorch.global.torch.leaky_relu;
import static org.bytedeco.pytorch.global.torch.log_softmax;
import static org.bytedeco.pytorch.global.torch.mish;
import static org.bytedeco.pytorch.global.torch.prelu;
import static org.bytedeco.pytorch.global.torch.selu;
import static org.bytedeco.pytorch.global.torch.softmax;
import static org.bytedeco.pytorch.global.torch.softplus;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Activation functions. */
final class Activations {
    /** From it on Softmax looks at one axis; before, all axes from the one named counted as one. */
    private static final int ONE_AXIS = 13;

    private Activations() {}

    static void register(Map<String, Operation.Compiler> operators) {
        plain(operators, "Relu", Tensor::relu);
        plain(operators, "Sigmoid", Tensor::sigmoid);
        plain(operators, "Tanh", Tensor::tanh);
        plain(operators, "HardSwish", x -> hardswish(x));
        plain(operators, "Mish", x -> mish(x));
        plain(operators, "Softplus", x -> softplus(x));
        plain(operators, "Softsign", x -> x.div(x.abs().add(new Scalar(1.0))));
        plain(operators, "Selu", x -> selu(x));
        operators.put("HardSigmoid", Activations::hardSigmoid);
        operators.put("Clip", Activations::clip);
        operators.put("PRelu", node -> call -> Value.of(slope(call.tensor(0), call.tensor(1))));
        operators.put("LeakyRelu", Activations::leaky);
        operators.put("Elu", Activations::exponential);
        operators.put("Celu", Activations::continuous);
        operators.put("Gelu", Activations::gaussian);
        operators.put("Softmax", node -> softmaxOver(node, false));
        operators.put("LogSoftmax", node -> softmaxOver(node, true));
    }

    private static void plain(Map<String, Operation.Compiler> operators, String name, UnaryOperator<Tensor> function) {
        operators.put(name, node -> call -> Value.of(function.apply(call.tensor(0))));
    }

    private static Operation hardSigmoid(NodeReader node) {
        float alpha = node.real("alpha", 0.2f);
        float beta = node.real("beta", 0.5f);
        if (alpha == 1f / 6 && beta == 0.5f) {
            return call -> Value.of(hardsigmoid(call.tensor(0)));
        }
        return call -> {
            Tensor line = call.tensor(0).mul(new Scalar(alpha)).add(new Scalar(beta));
            return Value.of(clamp(line, bound(0), bound(1)));
        };
    }

    /** Bounds are attributes before opset 11, inputs since. */
    private static Operation clip(NodeReader node) {
        @Nullable Double least = bound(node, 1, "min", Double.NEGATIVE_INFINITY);
        @Nullable Double most = bound(node, 2, "max", Double.POSITIVE_INFINITY);
        if (least != null && most != null && least.isInfinite() && most.isInfinite()) {
            return call -> call.value(0);
        }
        return call -> Value.of(clamp(
                call.tensor(0),
                bound(least == null ? call.real(1) : least),
                bound(most == null ? call.real(2) : most)));
    }

    private static @Nullable Double bound(NodeReader node, int input, String attribute, double otherwise) {
        if (node.hasInput(input)) {
            return node.fixed(input);
        }
        return node.find(attribute).isPresent() ? (double) node.real(attribute, 0) : otherwise;
    }

    private static ScalarOptional bound(double value) {
        return Double.isInfinite(value) ? new ScalarOptional() : new ScalarOptional(new Scalar(value));
    }

    /** LibTorch knows one slope and a slope for each channel; ONNX any that broadcasts. */
    private static Tensor slope(Tensor input, Tensor slopes) {
        boolean one = slopes.numel() == 1;
        long channelAxis = slopes.dim() - (input.dim() - 1);
        boolean channels = input.dim() > 1
                && (channelAxis == 0 || channelAxis == 1)
                && slopes.size(channelAxis) == input.size(1)
                && slopes.numel() == input.size(1);
        if (one || channels) {
            return prelu(input, slopes.reshape(-1));
        }
        Scalar zero = new Scalar(0.0);
        return input.clamp_min(zero).add(input.clamp_max(zero).mul(slopes));
    }

    private static Operation leaky(NodeReader node) {
        float slope = node.real("alpha", 0.01f);
        return call -> Value.of(leaky_relu(call.tensor(0), new Scalar(slope)));
    }

    private static Operation exponential(NodeReader node) {
        float alpha = node.real("alpha", 1);
        return call -> Value.of(elu(call.tensor(0), new Scalar(alpha), new Scalar(1.0), new Scalar(1.0)));
    }

    private static Operation continuous(NodeReader node) {
        float alpha = node.real("alpha", 1);
        return call -> Value.of(celu(call.tensor(0), new Scalar(alpha)));
    }

    private static Operation gaussian(NodeReader node) {
        String approximate = node.text("approximate", "none");
        return call -> Value.of(gelu(call.tensor(0), new BytePointer(approximate)));
    }

    private static Operation softmaxOver(NodeReader node, boolean log) {
        boolean flattened = node.opset() < ONE_AXIS;
        long axis = node.integer("axis", flattened ? 1 : -1);
        return call -> {
            Tensor input = call.tensor(0);
            long first = axis < 0 ? axis + input.dim() : axis;
            if (!flattened || first == input.dim() - 1) {
                return Value.of(over(input, first, log));
            }
            Tensor flat = Shaping.matrix(input, first);
            return Value.of(over(flat, 1, log).reshape(Shaping.shape(input)));
        };
    }

    private static Tensor over(Tensor input, long axis, boolean log) {
        return log ? log_softmax(input, axis) : softmax(input, axis);
    }
}
