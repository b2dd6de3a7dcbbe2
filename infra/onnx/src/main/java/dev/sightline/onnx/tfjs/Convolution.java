package dev.sightline.onnx.tfjs;

import dev.sightline.onnx.file.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conv2D and its depthwise and fused forms. TensorFlow's SAME padding depends on the input's size when the stride is
 * above 1; it is worked out for the size the model declares and holds for every size that leaves the same remainder.
 */
final class Convolution {
    private Convolution() {}

    /** Weights HWIO become OIHW. */
    static Value dense(TfNode node, Conversion conversion) {
        Constant weights = weights(node, conversion);
        return convolve(node, conversion, weights.transposed(3, 2, 0, 1), 1);
    }

    /** Weights H, W, C, M become one group per channel: C*M, 1, H, W. */
    static Value depthwise(TfNode node, Conversion conversion) {
        Constant weights = weights(node, conversion);
        int[] s = weights.shape();
        Constant grouped = weights.transposed(2, 3, 0, 1).reshaped(s[2] * s[3], 1, s[0], s[1]);
        return convolve(node, conversion, grouped, s[2]);
    }

    private static Constant weights(TfNode node, Conversion conversion) {
        Constant weights = conversion.known(node, 1);
        if (weights.rank() != 4) {
            throw node.unsupported("needs weights of rank 4, got " + Arrays.toString(weights.shape()));
        }
        if (!node.text("data_format", "NHWC").equals("NHWC")) {
            throw node.unsupported("data_format is '" + node.text("data_format", "") + "'; supported: NHWC");
        }
        return weights;
    }

    private static Value convolve(TfNode node, Conversion conversion, Constant weights, int groups) {
        Value.Computed input = conversion.computed(node, 0);
        List<String> fused = new ArrayList<>(node.texts("fused_ops"));
        List<String> inputs = new ArrayList<>();
        inputs.add(conversion.picture(node, input));
        inputs.add(conversion.constant(node.name() + "/weights", weights));
        if (!fused.isEmpty() && fused.get(0).equals("BiasAdd")) {
            Constant bias = conversion.known(node, 2);
            inputs.add(conversion.constant(node.name() + "/bias", bias.reshaped(bias.values().length)));
            fused.remove(0);
        }
        Window rows = Window.of(node, 1, weights.shape()[2], input.shape()[1]);
        Window columns = Window.of(node, 2, weights.shape()[3], input.shape()[2]);
        String output = conversion.node(
                "Conv",
                fused.isEmpty() ? node.name() : node.name() + "/conv",
                inputs,
                Attributes.of("dilations", new long[] {rows.dilation(), columns.dilation()}),
                Attributes.of("group", groups),
                Attributes.of("kernel_shape", new long[] {rows.kernel(), columns.kernel()}),
                Attributes.of("pads", new long[] {rows.before(), columns.before(), rows.after(), columns.after()}),
                Attributes.of("strides", new long[] {rows.stride(), columns.stride()}));
        int[] shape = {input.shape()[0], rows.outputSize(), columns.outputSize(), weights.shape()[0]};
        return activate(node, conversion, output, fused, shape);
    }

    private static Value activate(
            TfNode node, Conversion conversion, String convolved, List<String> fused, int[] shape) {
        String output = convolved;
        for (String activation : fused) {
            output = switch (activation) {
                case "Relu" -> conversion.node("Relu", node.name(), List.of(output));
                case "Relu6" -> Elementwise.clip6(conversion, node.name(), output);
                default ->
                    throw node.unsupported("has the fused operator '" + activation
                            + "'; supported: BiasAdd first, then Relu or Relu6");
            };
        }
        return new Value.Computed(output, Layout.CHANNELS_FIRST, shape);
    }
}
