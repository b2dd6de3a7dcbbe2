package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.logsumexp;

import java.util.Arrays;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** Reductions over axes. */
final class Reductions {
    private Reductions() {}

    private interface Reduction {
        Tensor apply(Tensor input, long[] axes, boolean keep);
    }

    static void register(Map<String, Operation.Compiler> operators) {
        put(operators, "ReduceMean", (x, axes, keep) -> x.mean(axes, keep, new ScalarTypeOptional()));
        put(operators, "ReduceSum", Reductions::sum);
        put(operators, "ReduceMax", (x, axes, keep) -> x.amax(axes, keep));
        put(operators, "ReduceMin", (x, axes, keep) -> x.amin(axes, keep));
        put(operators, "ReduceProd", Reductions::product);
        put(operators, "ReduceL1", (x, axes, keep) -> sum(x.abs(), axes, keep));
        put(operators, "ReduceL2", (x, axes, keep) -> sum(x.mul(x), axes, keep).sqrt());
        put(operators, "ReduceSumSquare", (x, axes, keep) -> sum(x.mul(x), axes, keep));
        put(operators, "ReduceLogSum", (x, axes, keep) -> sum(x, axes, keep).log());
        put(operators, "ReduceLogSumExp", (x, axes, keep) -> logsumexp(x, axes, keep));
    }

    private static Tensor sum(Tensor input, long[] axes, boolean keep) {
        return input.sum(axes, keep, new ScalarTypeOptional());
    }

    /** LibTorch multiplies along one axis at a time; from the last axis on, so that the others keep their number. */
    private static Tensor product(Tensor input, long[] axes, boolean keep) {
        Tensor result = input;
        long[] falling = Arrays.stream(axes)
                .map(a -> a < 0 ? a + input.dim() : a)
                .sorted()
                .toArray();
        for (int i = falling.length - 1; i >= 0; i--) {
            result = result.prod(falling[i], keep, new ScalarTypeOptional());
        }
        return result;
    }

    /** Axes are an attribute in older operator sets, an input in newer ones; none means all, or none when the attribute says so. */
    private static void put(Map<String, Operation.Compiler> operators, String name, Reduction reduction) {
        operators.put(name, node -> {
            long[] attribute = node.integers("axes");
            boolean keep = node.flag("keepdims", true);
            boolean noneIsNone = node.flag("noop_with_empty_axes", false);
            return call -> {
                if (call.onHost(0)) {
                    return host(node, call.numbers(0), keep);
                }
                Tensor input = call.tensor(0);
                long[] axes = call.numbers(1, attribute);
                if (axes.length == 0 && noneIsNone) {
                    return Value.of(input);
                }
                return Value.of(reduction.apply(
                        input,
                        axes.length > 0
                                ? axes
                                : LongStream.range(0, input.dim()).toArray(),
                        keep));
            };
        });
    }

    /** A list of integers has one axis, so all of it is reduced. */
    private static Value host(NodeReader node, long[] numbers, boolean keep) {
        LongBinaryOperator fold = switch (node.node().getOpType()) {
            case "ReduceProd" -> (a, b) -> a * b;
            case "ReduceSum" -> Long::sum;
            case "ReduceMax" -> Math::max;
            case "ReduceMin" -> Math::min;
            default -> throw node.unsupported("is not supported on integers");
        };
        long result = Arrays.stream(numbers).reduce(fold).orElseThrow();
        return new Value.Host(new long[] {result}, !keep);
    }
}
