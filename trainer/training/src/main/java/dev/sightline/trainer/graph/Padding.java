package dev.sightline.trainer.graph;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Two-dimensional padding of a sliding window; what LibTorch cannot do within the operator, uneven sides, is done before
 * it.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Padding(String auto, long[] pads, long[] stride, long[] dilation) {

    static Padding of(NodeReader node, long[] stride, long[] dilation) {
        String auto = node.text("auto_pad", "NOTSET");
        long[] pads = auto.equals("VALID") ? new long[4] : node.integers("pads", 0, 0, 0, 0);
        return new Padding(auto, pads, stride, dilation);
    }

    private boolean explicit() {
        return auto.equals("NOTSET") || auto.equals("VALID");
    }

    /** Whether the operator itself can pad. */
    boolean even() {
        return explicit() && pads[0] == pads[2] && pads[1] == pads[3];
    }

    /** What is left to the operator, height and width. */
    long[] symmetric() {
        return even() ? new long[] {pads[0], pads[1]} : new long[] {0, 0};
    }

    /** The input with the padding that {@link #symmetric} leaves out. */
    Tensor apply(Tensor input, long[] kernel, double fill) {
        if (even()) {
            return input;
        }
        long[] high = {pads[0], pads[2]};
        long[] wide = {pads[1], pads[3]};
        if (!explicit()) {
            high = same(input.size(2), kernel[0], stride[0], dilation[0]);
            wide = same(input.size(3), kernel[1], stride[1], dilation[1]);
        }
        return constant_pad_nd(input, new long[] {wide[0], wide[1], high[0], high[1]}, new Scalar(fill));
    }

    private long[] same(long size, long kernel, long step, long spread) {
        long outputs = (size + step - 1) / step;
        long total = Math.max(0, (outputs - 1) * step + (kernel - 1) * spread + 1 - size);
        long less = total / 2;
        return auto.equals("SAME_LOWER") ? new long[] {total - less, less} : new long[] {less, total - less};
    }
}
