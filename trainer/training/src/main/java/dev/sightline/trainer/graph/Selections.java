package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.topk;
import static org.bytedeco.pytorch.global.torch.where;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Picks and places single elements: by their size, by coordinates, by their place in a matrix; sums along an axis. */
final class Selections {
    private Selections() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("ArgMax", node -> extreme(node, true));
        operators.put("ArgMin", node -> extreme(node, false));
        operators.put("TopK", Selections::greatest);
        operators.put("GatherElements", Selections::elements);
        operators.put("GatherND", Selections::coordinates);
        operators.put("ScatterND", Selections::placed);
        operators.put("Trilu", Selections::triangle);
        operators.put("CumSum", Selections::running);
    }

    private static Operation extreme(NodeReader node, boolean most) {
        long axis = node.integer("axis", 0);
        boolean keep = node.flag("keepdims", true);
        boolean last = node.flag("select_last_index", false);
        return call -> {
            Tensor input = call.tensor(0);
            Tensor seen = last ? input.flip(axis) : input;
            LongOptional along = new LongOptional(axis);
            Tensor place = most ? seen.argmax(along, keep) : seen.argmin(along, keep);
            return Value.of(last ? place.neg().add(new Scalar(input.size(axis) - 1)) : place);
        };
    }

    /** The number is an attribute before opset 10 and an input since. */
    private static Operation greatest(NodeReader node) {
        long axis = node.integer("axis", -1);
        long[] attribute = {node.integer("k", 1)};
        boolean most = node.flag("largest", true);
        return call -> {
            T_TensorTensor_T best = topk(call.tensor(0), call.numbers(1, attribute)[0], axis, most, true);
            // Both parts belong to the pair, which goes with this call.
            call.more(Value.of(best.get1().alias()));
            return Value.of(best.get0().alias());
        };
    }

    /** Positions below zero count from the end. */
    private static Tensor positive(Tensor positions, long size) {
        Tensor whole = positions.to(ScalarType.Long);
        return where(whole.lt(new Scalar(0L)), whole.add(new Scalar(size)), whole);
    }

    private static Operation elements(NodeReader node) {
        long axis = node.integer("axis", 0);
        return call -> {
            Tensor input = call.tensor(0);
            return Value.of(input.gather(axis, positive(call.tensor(1), input.size(axis))));
        };
    }

    /**
     * Coordinates [..., k] in the k axes after the first {@code batch} as places in these axes laid out in one row, [..., 1]
     * dropped.
     */
    private static Tensor flat(Tensor coordinates, Tensor input, int batch) {
        long last = coordinates.dim() - 1;
        Tensor flat = null;
        for (int i = 0; i < coordinates.size(last); i++) {
            long size = input.size(batch + i);
            Tensor own = positive(coordinates.select(last, i), size);
            flat = flat == null ? own : flat.mul(new Scalar(size)).add(own);
        }
        if (flat == null) {
            throw new IllegalArgumentException("coordinates of no axes");
        }
        return flat;
    }

    private static long product(Tensor tensor, long from, long to) {
        return LongStream.range(from, to).map(tensor::size).reduce(1, Math::multiplyExact);
    }

    private static long[] sides(Tensor tensor, long from, long to) {
        return LongStream.range(from, to).map(tensor::size).toArray();
    }

    private static long[] joined(long[] one, long[] other) {
        return LongStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
    }

    private static Operation coordinates(NodeReader node) {
        int batch = (int) node.integer("batch_dims", 0);
        return call -> {
            Tensor input = call.tensor(0);
            Tensor indices = call.tensor(1);
            long end = indices.dim() - 1;
            long axes = indices.size(end);
            long groups = product(input, 0, batch);
            long places = product(input, batch, batch + axes);
            Tensor flat = flat(indices, input, batch).reshape(groups, -1);
            Tensor offsets = call.numbers(
                            LongStream.range(0, groups).map(g -> g * places).toArray())
                    .unsqueeze(1);
            Tensor rows = input.reshape(groups * places, -1)
                    .index_select(0, flat.add(offsets).flatten());
            long[] shape = joined(sides(indices, 0, end), sides(input, batch + axes, input.dim()));
            return Value.of(rows.reshape(shape));
        };
    }

    private static Operation placed(NodeReader node) {
        String reduction = node.text("reduction", "none");
        if (!reduction.equals("none") && !reduction.equals("add")) {
            throw node.unsupported("reduction '" + reduction + "'; supported are none and add");
        }
        return call -> {
            Tensor input = call.tensor(0);
            Tensor indices = call.tensor(1);
            long axes = indices.size(indices.dim() - 1);
            Tensor rows = input.reshape(product(input, 0, axes), -1);
            Tensor updates = call.tensor(2).reshape(-1, rows.size(1));
            Tensor places = flat(indices, input, 0).flatten().unsqueeze(1).expand(updates.size(0), rows.size(1));
            Tensor changed =
                    reduction.equals("add") ? rows.scatter_add(0, places, updates) : rows.scatter(0, places, updates);
            return Value.of(changed.reshape(Shaping.shape(input)));
        };
    }

    private static Operation triangle(NodeReader node) {
        boolean upper = node.flag("upper", true);
        long[] main = {0};
        return call -> {
            long diagonal = call.numbers(1, main)[0];
            return Value.of(
                    upper ? call.tensor(0).triu(diagonal) : call.tensor(0).tril(diagonal));
        };
    }

    private static Operation running(NodeReader node) {
        boolean exclusive = node.flag("exclusive", false);
        boolean reverse = node.flag("reverse", false);
        return call -> {
            long axis = call.numbers(1)[0];
            Tensor input = call.tensor(0);
            Tensor sums = reverse ? input.flip(axis).cumsum(axis).flip(axis) : input.cumsum(axis);
            return Value.of(exclusive ? sums.sub(input) : sums);
        };
    }
}
