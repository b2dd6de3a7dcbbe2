package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.conv1d;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.conv_transpose2d;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Conv on one or two axes, ConvTranspose on two. */
final class Convolutions {
    private Convolutions() {}

    static void register(Map<String, Operation.Compiler> operators) {
        operators.put("Conv", Convolutions::conv);
        operators.put("ConvTranspose", Convolutions::transposed);
    }

    private static Operation conv(NodeReader node) {
        int axes = axes(node);
        if (axes == 1) {
            return line(node);
        }
        if (axes != 2) {
            throw node.unsupported("supported are convolutions over one or two axes, this one has " + axes);
        }
        long group = node.integer("group", 1);
        long[] stride = node.integers("strides", 1, 1);
        long[] dilation = node.integers("dilations", 1, 1);
        Padding padding = Padding.of(node, stride, dilation);
        long[] inside = padding.symmetric();
        if (padding.even()) {
            return call ->
                    Value.of(conv2d(call.tensor(0), call.tensor(1), call.optional(2), stride, inside, dilation, group));
        }
        return call -> {
            long[] kernel = {call.tensor(1).size(2), call.tensor(1).size(3)};
            Tensor input = padding.apply(call.tensor(0), kernel, 0);
            return Value.of(conv2d(input, call.tensor(1), call.optional(2), stride, inside, dilation, group));
        };
    }

    private static int axes(NodeReader node) {
        for (String attribute : new String[] {"kernel_shape", "strides", "dilations"}) {
            if (node.find(attribute).isPresent()) {
                return node.integers(attribute).length;
            }
        }
        return node.find("pads").isPresent() ? node.integers("pads").length / 2 : 2;
    }

    private static Operation line(NodeReader node) {
        long[] pads = node.integers("pads", 0, 0);
        long[] stride = node.integers("strides", 1);
        long[] dilation = node.integers("dilations", 1);
        long group = node.integer("group", 1);
        if (pads[0] != pads[1] || node.text("auto_pad", "NOTSET").startsWith("SAME")) {
            throw node.unsupported("supported are explicit, symmetric pads in one dimension");
        }
        return call -> Value.of(conv1d(
                call.tensor(0), call.tensor(1), call.optional(2), stride, new long[] {pads[0]}, dilation, group));
    }

    private static Operation transposed(NodeReader node) {
        long[] stride = node.integers("strides", 1, 1);
        long[] dilation = node.integers("dilations", 1, 1);
        long[] more = node.integers("output_padding", 0, 0);
        long group = node.integer("group", 1);
        Padding padding = Padding.of(node, stride, dilation);
        if (!padding.even() || stride.length != 2 || node.find("output_shape").isPresent()) {
            throw node.unsupported("supported are two axes with explicit, symmetric pads and no output_shape");
        }
        return call -> Value.of(conv_transpose2d(
                call.tensor(0), call.tensor(1), call.optional(2), stride, padding.symmetric(), more, group, dilation));
    }
}
