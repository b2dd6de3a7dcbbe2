package dev.sightline.onnx.tfjs;

import dev.sightline.onnx.file.Attributes;
import dev.sightline.onnx.proto.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that change a tensor's shape: Mean, ConcatV2, ResizeBilinear. */
final class Shaping {
    private Shaping() {}

    /** Over rows and columns with the axes kept it is a global average pool, the form runtimes are quickest at. */
    static Value mean(TfNode node, Conversion conversion) {
        Value.Computed input = conversion.computed(node, 0);
        boolean[] gone = new boolean[input.rank()];
        for (int axis : conversion.known(node, 1).integers()) {
            gone[axis(node, axis, input.rank())] = true;
        }
        boolean keep = node.flag("keep_dims");
        long[] stored = IntStream.range(0, gone.length)
                .filter(i -> gone[i])
                .mapToLong(input.layout()::stored)
                .sorted()
                .toArray();
        boolean pool = keep && input.rank() == 4 && Arrays.equals(stored, new long[] {2, 3});
        AttributeProto[] attributes = pool
                ? new AttributeProto[0]
                : new AttributeProto[] {Attributes.of("axes", stored), Attributes.of("keepdims", keep ? 1 : 0)};
        String output = conversion.node(
                pool ? "GlobalAveragePool" : "ReduceMean", node.name(), List.of(input.tensor()), attributes);
        int[] shape = IntStream.range(0, gone.length)
                .filter(i -> keep || !gone[i])
                .map(i -> gone[i] ? 1 : input.shape()[i])
                .toArray();
        return new Value.Computed(output, keep ? input.layout() : input.layout().without(gone), shape);
    }

    static Value concat(TfNode node, Conversion conversion) {
        int parts = node.inputs().size() - 1;
        Value.Computed first = conversion.computed(node, 0);
        int axis = axis(node, conversion.known(node, parts).integers()[0], first.rank());
        int[] shape = first.shape().clone();
        shape[axis] = 0;
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            Value.Computed part = conversion.computed(node, i);
            inputs.add(conversion.in(part, first.layout()));
            shape[axis] = part.shape()[axis] < 0 || shape[axis] < 0 ? -1 : shape[axis] + part.shape()[axis];
        }
        String output = conversion.node(
                "Concat",
                node.name(),
                inputs,
                Attributes.of("axis", first.layout().stored(axis)));
        return new Value.Computed(output, first.layout(), shape);
    }

    /** The fixed target size becomes a scale, so that the network runs at other sizes too. */
    static Value resize(TfNode node, Conversion conversion) {
        Value.Computed input = conversion.computed(node, 0);
        String picture = conversion.picture(node, input);
        int[] target = conversion.known(node, 1).integers();
        int[] from = input.shape();
        if (from[1] < 0 || from[2] < 0 || target.length != 2) {
            throw node.unsupported("needs an input of known size and a target of two numbers, got "
                    + Arrays.toString(from) + " and " + Arrays.toString(target));
        }
        float[] scales = {1, 1, (float) target[0] / from[1], (float) target[1] / from[2]};
        String mode = node.flag("half_pixel_centers")
                ? "half_pixel"
                : node.flag("align_corners") ? "align_corners" : "asymmetric";
        String factors = conversion.constant(node.name() + "/scales", new Constant(new int[] {4}, scales));
        String output = conversion.node(
                "Resize",
                node.name(),
                List.of(picture, "", factors),
                Attributes.of("coordinate_transformation_mode", mode),
                Attributes.of("mode", "linear"));
        return new Value.Computed(output, Layout.CHANNELS_FIRST, new int[] {from[0], target[0], target[1], from[3]});
    }

    private static int axis(TfNode node, int axis, int rank) {
        int counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= rank) {
            throw node.unsupported("axis " + axis + " is outside a tensor of rank " + rank);
        }
        return counted;
    }
}
