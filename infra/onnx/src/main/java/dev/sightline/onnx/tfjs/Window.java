package dev.sightline.onnx.tfjs;

import java.util.Arrays;

/**
 * A sliding window along one axis. SAME gives {@code ceil(size / stride)} outputs and puts the odd cell of padding at
 * the end (TensorFlow's convolution notes).
 *
 * @param kernel taps
 * @param stride step
 * @param dilation distance of taps
 * @param before cells of padding before the first
 * @param after cells of padding after the last
 * @param outputSize places of the window, -1 when the input's size is open
 */
record Window(int kernel, int stride, int dilation, int before, int after, int outputSize) {

    /**
     * @param axis 1 for rows, 2 for columns, as in the node's attributes
     * @param size of the input along that axis, -1 when open
     */
    static Window of(TfNode node, int axis, int kernel, int size) {
        int stride = attribute(node, "strides", axis);
        int dilation = attribute(node, "dilations", axis);
        int span = (kernel - 1) * dilation + 1;
        String padding = node.text("padding", "");
        return switch (padding) {
            case "VALID" -> padded(kernel, stride, dilation, new int[2], size);
            case "EXPLICIT" -> {
                int[] pads = node.integers("explicit_paddings");
                if (pads.length != 8) {
                    throw node.unsupported("explicit_paddings must hold 8 numbers, got " + Arrays.toString(pads));
                }
                yield padded(kernel, stride, dilation, new int[] {pads[2 * axis], pads[2 * axis + 1]}, size);
            }
            case "SAME" -> {
                if (size < 0 && stride > 1) {
                    throw node.unsupported("SAME padding with stride " + stride + " needs an input of known size");
                }
                int total = stride == 1 ? span - 1 : Math.max(((size - 1) / stride) * stride + span - size, 0);
                yield padded(kernel, stride, dilation, new int[] {total / 2, total - total / 2}, size);
            }
            default -> throw node.unsupported("padding is '" + padding + "'; supported: SAME, VALID, EXPLICIT");
        };
    }

    private static Window padded(int kernel, int stride, int dilation, int[] pads, int size) {
        int span = (kernel - 1) * dilation + 1;
        int output = size < 0 ? -1 : (size + pads[0] + pads[1] - span) / stride + 1;
        return new Window(kernel, stride, dilation, pads[0], pads[1], output);
    }

    private static int attribute(TfNode node, String key, int axis) {
        int[] values = node.integers(key);
        if (values.length == 0 && key.equals("dilations")) {
            return 1;
        }
        if (values.length != 4) {
            throw node.unsupported(key + " must hold 4 numbers, got " + Arrays.toString(values));
        }
        return values[axis];
    }
}
