package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.dropout;
import static org.bytedeco.pytorch.global.torch.group_norm;
import static org.bytedeco.pytorch.global.torch.instance_norm;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.linalg_vector_norm;
import static org.bytedeco.pytorch.global.torch.rms_norm;

import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** Normalization layers and Dropout; batch normalization and dropout differ between learning and use. */
final class Normalizations {
    private static final int SCALE_PER_CHANNEL = 21;
    /** Keeps a zero vector zero. */
    private static final double SMALLEST_NORM = 1e-12;

    private Normalizations() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("BatchNormalization", Normalizations::batch);
        operators.put("InstanceNormalization", Normalizations::instance);
        operators.put("LayerNormalization", Normalizations::layer);
        operators.put("RMSNormalization", node -> byRootMeanSquare(node, 1));
        operators.put("SimplifiedLayerNormalization", node -> byRootMeanSquare(node, 1));
        operators.put(Operators.RUNTIME_DOMAIN + "SkipLayerNormalization", Normalizations::afterSum);
        operators.put(Operators.RUNTIME_DOMAIN + "SkipSimplifiedLayerNormalization", node -> byRootMeanSquare(node, 2));
        operators.put("LRN", Normalizations::byNeighbors);
        operators.put("GroupNormalization", Normalizations::group);
        operators.put("LpNormalization", Normalizations::unit);
        operators.put("Dropout", Normalizations::drop);
    }

    /** While training LibTorch updates the running statistics in place, unbiased variance as PyTorch has it. */
    private static Operation batch(NodeReader node) {
        double momentum = 1 - node.real("momentum", 0.9f);
        double epsilon = node.real("epsilon", 1e-5f);
        return call -> Value.of(batch_norm(
                call.tensor(0),
                call.optional(1),
                call.optional(2),
                call.optional(3),
                call.optional(4),
                call.training(),
                momentum,
                epsilon,
                false));
    }

    private static Operation instance(NodeReader node) {
        double epsilon = node.real("epsilon", 1e-5f);
        return call -> Value.of(instance_norm(
                call.tensor(0),
                call.optional(1),
                call.optional(2),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0,
                epsilon,
                false));
    }

    private static Operation layer(NodeReader node) {
        node.requireOneOutput();
        long axis = node.integer("axis", -1);
        double epsilon = node.real("epsilon", 1e-5f);
        return call -> {
            Tensor input = call.tensor(0);
            long[] shape = LongStream.range(axis < 0 ? axis + input.dim() : axis, input.dim())
                    .map(input::size)
                    .toArray();
            return Value.of(layer_norm(input, shape, call.optional(1), call.optional(2), epsilon, false));
        };
    }

    /** Without a mean (Zhang and Sennrich 2019); with two inputs, of their sum and a bias. */
    private static Operation byRootMeanSquare(NodeReader node, int inputs) {
        node.requireOneOutput();
        long axis = node.integer("axis", -1);
        double epsilon = node.real("epsilon", inputs == 2 ? 1e-12f : 1e-5f);
        return call -> {
            Tensor input = inputs == 2 ? sum(call, 3) : call.tensor(0);
            long[] shape = LongStream.range(axis < 0 ? axis + input.dim() : axis, input.dim())
                    .map(input::size)
                    .toArray();
            return Value.of(rms_norm(input, shape, call.optional(inputs), new DoubleOptional(epsilon)));
        };
    }

    private static Tensor sum(Call call, int bias) {
        Tensor sum = call.tensor(0).add(call.tensor(1));
        return call.has(bias) ? sum.add(call.tensor(bias)) : sum;
    }

    private static Operation afterSum(NodeReader node) {
        node.requireOneOutput();
        double epsilon = node.real("epsilon", 1e-12f);
        return call -> {
            Tensor input = sum(call, 4);
            long[] shape = {input.size(input.dim() - 1)};
            return Value.of(layer_norm(input, shape, call.optional(2), call.optional(3), epsilon, false));
        };
    }

    /** Each number by those of neighboring channels at its place (Krizhevsky et al. 2012, section 3.3). */
    private static Operation byNeighbors(NodeReader node) {
        long size = node.integer("size", 1);
        double alpha = node.real("alpha", 1e-4f);
        double beta = node.real("beta", .75f);
        double bias = node.real("bias", 1);
        long before = (size - 1) / 2;
        return call -> {
            Tensor input = call.tensor(0);
            Tensor squares = input.square().reshape(input.size(0), 1, input.size(1), -1);
            Tensor padded = constant_pad_nd(squares, new long[] {0, 0, before, size - 1 - before}, new Scalar(0.0));
            Tensor means = avg_pool2d(
                    padded,
                    new long[] {size, 1},
                    new long[] {1, 1},
                    new long[] {0, 0},
                    false,
                    true,
                    new LongOptional());
            Tensor divisor = means.mul(new Scalar(alpha)).add(new Scalar(bias)).pow(new Scalar(beta));
            return Value.of(input.div(divisor.reshape(Shaping.shape(input))));
        };
    }

    /** Scale and shift are given for each group before opset 21, for each channel since. */
    private static Operation group(NodeReader node) {
        long groups = node.integer("num_groups", 1);
        double epsilon = node.real("epsilon", 1e-5f);
        boolean perGroup = node.opset() < SCALE_PER_CHANNEL;
        return call -> {
            Tensor input = call.tensor(0);
            long times = perGroup ? input.size(1) / groups : 1;
            return Value.of(group_norm(
                    input, groups, repeated(call.tensor(1), times), repeated(call.tensor(2), times), epsilon, false));
        };
    }

    private static TensorOptional repeated(Tensor each, long times) {
        return new TensorOptional(
                times == 1 ? each : each.repeat_interleave(times, new LongOptional(0), new LongOptional()));
    }

    private static Operation unit(NodeReader node) {
        long axis = node.integer("axis", -1);
        long power = node.integer("p", 2);
        return call -> {
            Tensor input = call.tensor(0);
            Tensor norm = linalg_vector_norm(
                    input, new Scalar((double) power), new long[] {axis}, true, new ScalarTypeOptional());
            return Value.of(input.div(norm.clamp_min(new Scalar(SMALLEST_NORM))));
        };
    }

    private static Operation drop(NodeReader node) {
        float attribute = node.real("ratio", 0.5f);
        return call -> {
            if (!call.training()) {
                return call.value(0);
            }
            return Value.of(dropout(call.tensor(0), call.has(1) ? call.real(1) : attribute, true));
        };
    }
}
