package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.cat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Takes parts of tensors and puts parts together. */
final class Indexing {
    private Indexing() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("Concat", Indexing::concatenate);
        operators.put("Gather", Indexing::gather);
        operators.put("Slice", Indexing::slice);
        operators.put("Split", Indexing::split);
    }

    private static Operation concatenate(NodeReader node) {
        long axis = node.integer("axis", 1);
        return call -> {
            if (call.allOnHost()) {
                LongStream all = LongStream.empty();
                for (int i = 0; i < call.count(); i++) {
                    all = LongStream.concat(all, Arrays.stream(call.numbers(i)));
                }
                return Value.of(all.toArray());
            }
            TensorVector parts = new TensorVector();
            for (int i = 0; i < call.count(); i++) {
                parts.push_back(call.tensor(i));
            }
            return Value.of(cat(parts, axis));
        };
    }

    private static Operation gather(NodeReader node) {
        long axis = node.integer("axis", 0);
        return call -> {
            long[] indices = call.numbers(1);
            if (call.onHost(0) && call.onHost(1)) {
                long[] from = call.numbers(0);
                return new Value.Host(
                        Arrays.stream(indices)
                                .map(i -> from[(int) (i < 0 ? i + from.length : i)])
                                .toArray(),
                        call.scalar(1));
            }
            Tensor input = call.tensor(0);
            long place = axis < 0 ? axis + input.dim() : axis;
            long size = input.size(place);
            long[] positive =
                    Arrays.stream(indices).map(i -> i < 0 ? i + size : i).toArray();
            if (call.scalar(1)) {
                return Value.of(input.select(place, positive[0]));
            }
            Tensor picked = input.index_select(place, call.numbers(positive));
            return Value.of(call.onHost(1) ? picked : picked.reshape(gathered(input, place, call.tensor(1))));
        };
    }

    /** The axis gathered along gives way to those of the indices. */
    private static long[] gathered(Tensor input, long place, Tensor indices) {
        LongStream before = LongStream.range(0, place).map(input::size);
        LongStream after = LongStream.range(place + 1, input.dim()).map(input::size);
        LongStream middle = Arrays.stream(Shaping.shape(indices));
        return LongStream.concat(LongStream.concat(before, middle), after).toArray();
    }

    /** Everything is an attribute before opset 10 and an input since. */
    private static Operation slice(NodeReader node) {
        long[] starts = node.integers("starts");
        long[] ends = node.integers("ends");
        long[] axes = node.integers("axes");
        return call -> {
            long[] from = call.numbers(1, starts);
            long[] to = call.numbers(2, ends);
            long[] along = call.numbers(3, axes);
            long[] steps = call.numbers(4, new long[0]);
            if (call.onHost(0)) {
                return Value.of(
                        Arrays.stream(indices(call.numbers(0).length, from[0], to[0], steps.length > 0 ? steps[0] : 1))
                                .map(i -> call.numbers(0)[(int) i])
                                .toArray());
            }
            Tensor output = call.tensor(0);
            for (int i = 0; i < from.length; i++) {
                long axis = along.length == 0 ? i : along[i];
                long step = i < steps.length ? steps[i] : 1;
                output = step > 0
                        ? output.slice(axis, new LongOptional(from[i]), new LongOptional(to[i]), step)
                        : output.index_select(axis, call.numbers(indices(output.size(axis), from[i], to[i], step)));
            }
            return Value.of(output);
        };
    }

    /** Positions that a slice takes; starts and ends below zero count from the end, those outside stop at it. */
    private static long[] indices(long size, long from, long to, long step) {
        long first = from < 0 ? from + size : from;
        long last = to < 0 ? to + size : to;
        if (step > 0) {
            long end = Math.min(last, size);
            return LongStream.iterate(Math.max(0, first), i -> i < end, i -> i + step)
                    .toArray();
        }
        long end = Math.max(last, -1);
        return LongStream.iterate(Math.min(size - 1, first), i -> i > end, i -> i + step)
                .toArray();
    }

    private static Operation split(NodeReader node) {
        long axis = node.integer("axis", 0);
        long[] attribute = node.integers("split");
        int outputs = node.node().getOutputCount();
        return call -> {
            Tensor input = call.tensor(0);
            long place = axis < 0 ? axis + input.dim() : axis;
            long[] sizes = call.numbers(1, attribute);
            if (sizes.length == 0) {
                long whole = input.size(place);
                long part = (whole + outputs - 1) / outputs;
                sizes = LongStream.range(0, outputs)
                        .map(i -> Math.min(part, whole - i * part))
                        .toArray();
            }
            long start = sizes[0];
            for (int i = 1; i < outputs; i++) {
                call.more(Value.of(input.narrow(place, start, sizes[i])));
                start += sizes[i];
            }
            return Value.of(input.narrow(place, 0, sizes[0]));
        };
    }
}
