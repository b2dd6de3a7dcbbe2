package dev.sightline.onnx.tfjs;

import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.onnx.proto.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Runs the few ONNX operators that the importer writes, straight from their definitions; slow and plain. */
final class OnnxReference {
    private final Map<String, Grid> tensors = new HashMap<>();

    private OnnxReference() {}

    static Grid run(ModelProto model, String input, Grid picture, String output) {
        OnnxReference run = new OnnxReference();
        run.tensors.put(input, picture);
        for (TensorProto t : model.getGraph().getInitializerList()) {
            int[] shape = t.getDimsList().stream().mapToInt(Long::intValue).toArray();
            run.tensors.put(t.getName(), new Grid(shape, Tensors.floats(t)));
        }
        for (NodeProto node : model.getGraph().getNodeList()) {
            run.tensors.put(node.getOutput(0), run.evaluate(node));
        }
        return run.tensor(output);
    }

    private Grid evaluate(NodeProto node) {
        Grid x = in(node, 0);
        return switch (node.getOpType()) {
            case "Identity" -> x;
            case "Relu" -> map(x, v -> Math.max(v, 0));
            case "Sigmoid" -> map(x, v -> 1 / (1 + Math.exp(-v)));
            case "Clip" ->
                map(
                        x,
                        v -> Math.min(
                                Math.max(v, in(node, 1).values()[0]),
                                in(node, 2).values()[0]));
            case "Add" -> join(x, in(node, 1), Double::sum);
            case "Mul" -> join(x, in(node, 1), (a, b) -> a * b);
            case "Transpose" -> x.transposed(ints(node, "perm"));
            case "GlobalAveragePool" -> mean(x, new int[] {2, 3}, true);
            case "ReduceMean" -> mean(x, ints(node, "axes"), Attributes.integer(node, "keepdims", 1) == 1);
            case "Concat" -> concat(node);
            case "Conv" -> conv(node);
            case "Resize" -> resize(node);
            default -> throw new AssertionError("the reference does not know " + node.getOpType());
        };
    }

    private Grid in(NodeProto node, int position) {
        return tensor(node.getInput(position));
    }

    private Grid tensor(String name) {
        Grid grid = tensors.get(name);
        if (grid == null) {
            throw new AssertionError("'" + name + "' is not there yet");
        }
        return grid;
    }

    private static int[] ints(NodeProto node, String name) {
        List<Long> values = Attributes.integers(node, name);
        return values.stream().mapToInt(Long::intValue).toArray();
    }

    static Grid map(Grid x, DoubleUnaryOperator f) {
        Grid y = Grid.zeros(x.shape());
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] = (float) f.applyAsDouble(x.values()[i]);
        }
        return y;
    }

    static Grid join(Grid a, Grid b, DoubleBinaryOperator f) {
        int[] shape = new int[Math.max(a.shape().length, b.shape().length)];
        Arrays.fill(shape, 1);
        for (Grid g : List.of(a, b)) {
            for (int i = 1; i <= g.shape().length; i++) {
                int at = shape.length - i;
                shape[at] = Math.max(shape[at], g.shape()[g.shape().length - i]);
            }
        }
        Grid y = Grid.zeros(shape);
        for (int[] index : Grid.indices(shape)) {
            y.set((float) f.applyAsDouble(a.broadcast(index), b.broadcast(index)), index);
        }
        return y;
    }

    static Grid mean(Grid x, int[] axes, boolean keep) {
        int[] kept = x.shape().clone();
        Arrays.stream(axes).forEach(a -> kept[a] = 1);
        double[] sums = new double[Constant.count(kept)];
        Grid y = Grid.zeros(kept);
        Grid order = new Grid(kept, new float[sums.length]);
        for (int i = 0; i < sums.length; i++) {
            order.values()[i] = i;
        }
        for (int[] index : Grid.indices(x.shape())) {
            sums[(int) order.broadcast(index)] += x.at(index);
        }
        for (int i = 0; i < sums.length; i++) {
            y.values()[i] = (float) (sums[i] * sums.length / x.values().length);
        }
        int[] left = java.util.stream.IntStream.range(0, kept.length)
                .filter(i -> keep || Arrays.stream(axes).noneMatch(a -> a == i))
                .map(i -> kept[i])
                .toArray();
        return new Grid(left, y.values());
    }

    private Grid concat(NodeProto node) {
        int axis = (int) Attributes.integer(node, "axis", 0);
        int[] shape = in(node, 0).shape().clone();
        shape[axis] = 0;
        for (String name : node.getInputList()) {
            shape[axis] += tensor(name).shape()[axis];
        }
        Grid y = Grid.zeros(shape);
        int start = 0;
        for (String name : node.getInputList()) {
            Grid part = tensor(name);
            for (int[] index : Grid.indices(part.shape())) {
                int[] to = index.clone();
                to[axis] += start;
                y.set(part.at(index), to);
            }
            start += part.shape()[axis];
        }
        return y;
    }

    private Grid conv(NodeProto node) {
        Grid x = in(node, 0);
        Grid w = in(node, 1);
        int[] pads = ints(node, "pads");
        int[] strides = ints(node, "strides");
        int[] dilations = ints(node, "dilations");
        int groups = (int) Attributes.integer(node, "group", 1);
        int[] shape = {x.shape()[0], w.shape()[0], 0, 0};
        for (int i = 0; i < 2; i++) {
            int span = (w.shape()[2 + i] - 1) * dilations[i] + 1;
            shape[2 + i] = (x.shape()[2 + i] + pads[i] + pads[2 + i] - span) / strides[i] + 1;
        }
        Grid y = Grid.zeros(shape);
        for (int[] o : Grid.indices(shape)) {
            double sum = node.getInputCount() > 2 ? in(node, 2).at(o[1]) : 0;
            int from = o[1] / (shape[1] / groups) * w.shape()[1];
            for (int[] k : Grid.indices(w.shape()[1], w.shape()[2], w.shape()[3])) {
                int row = o[2] * strides[0] - pads[0] + k[1] * dilations[0];
                int column = o[3] * strides[1] - pads[1] + k[2] * dilations[1];
                sum += x.padded(o[0], from + k[0], row, column) * (double) w.at(o[1], k[0], k[1], k[2]);
            }
            y.set((float) sum, o);
        }
        return y;
    }

    private Grid resize(NodeProto node) {
        Grid x = in(node, 0);
        float[] scales = in(node, 2).values();
        String mode = Attributes.text(node, "coordinate_transformation_mode", "half_pixel");
        int height = (int) (x.shape()[2] * scales[2]);
        int width = (int) (x.shape()[3] * scales[3]);
        Grid y = Grid.zeros(x.shape()[0], x.shape()[1], height, width);
        for (int[] o : Grid.indices(y.shape())) {
            double row = source(o[2], scales[2], x.shape()[2], height, mode);
            double column = source(o[3], scales[3], x.shape()[3], width, mode);
            y.set((float) bilinear(x, o[0], o[1], row, column), o);
        }
        return y;
    }

    /** Coordinate transformations of the ONNX Resize specification. */
    private static double source(int at, double scale, int from, int to, String mode) {
        return switch (mode) {
            case "asymmetric" -> at / scale;
            case "half_pixel" -> (at + 0.5) / scale - 0.5;
            case "align_corners" -> to == 1 ? 0 : at * (from - 1.0) / (to - 1.0);
            default -> throw new AssertionError(mode);
        };
    }

    private static double bilinear(Grid x, int n, int c, double row, double column) {
        double r = Math.min(Math.max(row, 0), x.shape()[2] - 1);
        double k = Math.min(Math.max(column, 0), x.shape()[3] - 1);
        int r0 = (int) r;
        int k0 = (int) k;
        int r1 = Math.min(r0 + 1, x.shape()[2] - 1);
        int k1 = Math.min(k0 + 1, x.shape()[3] - 1);
        double top = x.at(n, c, r0, k0) * (1 - k + k0) + x.at(n, c, r0, k1) * (k - k0);
        double bottom = x.at(n, c, r1, k0) * (1 - k + k0) + x.at(n, c, r1, k1) * (k - k0);
        return top * (1 - r + r0) + bottom * (r - r0);
    }
}
