package dev.sightline.onnx.tfjs;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/** Operators that work element by element, with NumPy broadcasting over logical axes. */
final class Elementwise {
    private static final float SIX = 6;

    private Elementwise() {}

    static Value unary(String operator, TfNode node, Conversion conversion) {
        Value.Computed input = conversion.computed(node, 0);
        String output = conversion.node(operator, node.name(), List.of(input.tensor()));
        return new Value.Computed(output, input.layout(), input.shape());
    }

    static Value relu6(TfNode node, Conversion conversion) {
        Value.Computed input = conversion.computed(node, 0);
        return new Value.Computed(clip6(conversion, node.name(), input.tensor()), input.layout(), input.shape());
    }

    static String clip6(Conversion conversion, String output, String input) {
        return conversion.node("Clip", output, List.of(input, conversion.scalar(0), conversion.scalar(SIX)));
    }

    /** @param fold the operator on constants */
    static Value binary(String operator, BinaryOperator<Float> fold, TfNode node, Conversion conversion) {
        Value left = conversion.input(node, 0);
        Value right = conversion.input(node, 1);
        if (left instanceof Value.Known a && right instanceof Value.Known b) {
            return new Value.Known(folded(node, fold, a.constant(), b.constant()));
        }
        Value.Computed leader = leader(left, right);
        List<String> inputs = List.of(
                operand(node, conversion, left, leader, "/left"), operand(node, conversion, right, leader, "/right"));
        int[] shape = broadcast(node, shape(left), shape(right));
        return new Value.Computed(conversion.node(operator, node.name(), inputs), leader.layout(), shape);
    }

    /** The operand whose layout the result takes: the one with most axes. */
    private static Value.Computed leader(Value left, Value right) {
        if (left instanceof Value.Computed a) {
            return right instanceof Value.Computed b && b.rank() > a.rank() ? b : a;
        }
        return (Value.Computed) right;
    }

    private static String operand(
            TfNode node, Conversion conversion, Value value, Value.Computed leader, String suffix) {
        if (value instanceof Value.Known known) {
            return constant(node, conversion, known.constant(), leader.layout(), suffix);
        }
        Value.Computed computed = (Value.Computed) value;
        if (computed.rank() != leader.rank()) {
            throw node.unsupported("joins tensors of rank " + computed.rank() + " and " + leader.rank());
        }
        return conversion.in(computed, leader.layout());
    }

    private static String constant(
            TfNode node, Conversion conversion, Constant constant, Layout layout, String suffix) {
        if (constant.values().length == 1 && constant.rank() <= layout.rank()) {
            return conversion.scalar(constant.values()[0]);
        }
        if (constant.rank() > layout.rank()) {
            throw node.unsupported("joins a tensor of rank " + layout.rank() + " with a constant of shape "
                    + Arrays.toString(constant.shape()));
        }
        int[] full = new int[layout.rank()];
        Arrays.fill(full, 1);
        System.arraycopy(constant.shape(), 0, full, full.length - constant.rank(), constant.rank());
        return conversion.constant(node.name() + suffix, constant.reshaped(full).transposed(layout.logicalOrder()));
    }

    private static Constant folded(TfNode node, BinaryOperator<Float> fold, Constant a, Constant b) {
        if (!Arrays.equals(a.shape(), b.shape())) {
            throw node.unsupported("joins constants of shapes " + Arrays.toString(a.shape()) + " and "
                    + Arrays.toString(b.shape()) + "; supported: equal shapes");
        }
        float[] values = new float[a.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = fold.apply(a.values()[i], b.values()[i]);
        }
        return new Constant(a.shape(), values);
    }

    private static int[] shape(Value value) {
        return value instanceof Value.Known known ? known.constant().shape() : ((Value.Computed) value).shape();
    }

    private static int[] broadcast(TfNode node, int[] a, int[] b) {
        int[] shape = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= shape.length; i++) {
            int left = i > a.length ? 1 : a[a.length - i];
            int right = i > b.length ? 1 : b[b.length - i];
            if (left != right && left > 1 && right > 1) {
                throw node.unsupported("cannot join shapes " + Arrays.toString(a) + " and " + Arrays.toString(b));
            }
            shape[shape.length - i] = left == 1 ? right : right == 1 ? left : Math.max(left, right);
        }
        return shape;
    }
}
