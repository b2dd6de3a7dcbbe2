package dev.sightline.trainer.graph;

import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Resize and Upsample, as ONNX defines them: along each axis every new place is a weighted sum of one, two or four old
 * ones, so every coordinate mode goes the same way.
 */
final class Resampling {
    /** Since it, Resize has a region of interest among its inputs and a choice of coordinates. */
    private static final int COORDINATES = 11;

    private Resampling() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("Resize", Resampling::resize);
        operators.put("Upsample", node -> {
            float[] scales = scales(node);
            InterpolationWeights.Mode mode = new InterpolationWeights.Mode(mode(node), "asymmetric", "floor", -0.75f);
            return call -> Value.of(scaled(call, scales.length > 0 ? scales : reals(call, 1), mode));
        });
    }

    private static Operation resize(NodeReader node) {
        if (node.opset() < COORDINATES) {
            InterpolationWeights.Mode mode = new InterpolationWeights.Mode(mode(node), "asymmetric", "floor", -0.75f);
            return call -> Value.of(scaled(call, reals(call, 1), mode));
        }
        String coordinates = node.text("coordinate_transformation_mode", "half_pixel");
        if (!InterpolationWeights.COORDINATES.contains(coordinates)
                || node.flag("antialias", false)
                || node.flag("exclude_outside", false)
                || !node.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw node.unsupported("supported are the coordinates " + InterpolationWeights.COORDINATES
                    + ", without antialias, exclude_outside and keep_aspect_ratio_policy");
        }
        InterpolationWeights.Mode mode = new InterpolationWeights.Mode(
                mode(node),
                coordinates,
                node.text("nearest_mode", "round_prefer_floor"),
                node.real("cubic_coeff_a", -0.75f));
        long[] axes = node.integers("axes");
        return call -> {
            long[] along = axes.length > 0
                    ? axes
                    : LongStream.range(0, call.tensor(0).dim()).toArray();
            if (call.has(3)) {
                return Value.of(sized(call, call.numbers(3), along, mode));
            }
            return Value.of(scaled(call, reals(call, 2), along, mode));
        };
    }

    private static String mode(NodeReader node) {
        String mode = node.text("mode", "nearest");
        if (!InterpolationWeights.MODES.contains(mode)) {
            throw node.unsupported("mode '" + mode + "', supported are " + InterpolationWeights.MODES);
        }
        return mode;
    }

    private static float[] scales(NodeReader node) {
        return node.find("scales")
                .map(a -> {
                    float[] scales = new float[a.getFloatsCount()];
                    for (int i = 0; i < scales.length; i++) {
                        scales[i] = a.getFloats(i);
                    }
                    return scales;
                })
                .orElse(new float[0]);
    }

    private static float[] reals(Call call, int input) {
        return TorchGraph.values(call.tensor(input));
    }

    private static Tensor scaled(Call call, float[] scales, InterpolationWeights.Mode mode) {
        return scaled(call, scales, LongStream.range(0, scales.length).toArray(), mode);
    }

    private static Tensor scaled(Call call, float[] scales, long[] axes, InterpolationWeights.Mode mode) {
        Tensor output = call.tensor(0);
        for (int i = 0; i < axes.length; i++) {
            long size = output.size(axes[i]);
            output = along(
                    call,
                    output,
                    axes[i],
                    new InterpolationWeights.Axis(size, (long) Math.floor(size * scales[i]), scales[i]),
                    mode);
        }
        return output;
    }

    private static Tensor sized(Call call, long[] sizes, long[] axes, InterpolationWeights.Mode mode) {
        Tensor output = call.tensor(0);
        for (int i = 0; i < axes.length; i++) {
            long size = output.size(axes[i]);
            output = along(
                    call,
                    output,
                    axes[i],
                    new InterpolationWeights.Axis(size, sizes[i], (float) sizes[i] / size),
                    mode);
        }
        return output;
    }

    private static Tensor along(
            Call call, Tensor input, long axis, InterpolationWeights.Axis sides, InterpolationWeights.Mode mode) {
        if (sides.from() == sides.to() && sides.scale() == 1) {
            return input;
        }
        InterpolationWeights taps = InterpolationWeights.of(sides, mode);
        long place = axis < 0 ? axis + input.dim() : axis;
        Tensor sum = input.index_select(place, call.numbers(taps.positions()[0]));
        if (taps.positions().length == 1) {
            return sum;
        }
        long[] shape = LongStream.range(0, input.dim())
                .map(i -> i == place ? sides.to() : 1)
                .toArray();
        sum = sum.mul(call.moved(Tensor.create(taps.weights()[0], shape)));
        for (int i = 1; i < taps.positions().length; i++) {
            Tensor part = input.index_select(place, call.numbers(taps.positions()[i]));
            sum = sum.add(part.mul(call.moved(Tensor.create(taps.weights()[i], shape))));
        }
        return sum;
    }
}
