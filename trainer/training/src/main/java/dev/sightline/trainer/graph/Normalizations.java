package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.dropout;
import static org.bytedeco.pytorch.global.torch.group_norm;
import static org.bytedeco.pytorch.global.torch.instance_norm;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.linalg_vector_norm;

import java.util.Map;
import java.util.stream.LongStream;
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
