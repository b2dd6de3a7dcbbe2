package dev.sightline.onnx.tfjs;

/**
 * TensorFlow's own definitions of the operators whose layout or padding differs from ONNX, in TensorFlow's layout
 * (NHWC pictures, HWIO weights); slow and plain.
 */
final class TfReference {
    private TfReference() {}

    /**
     * SAME convolution: {@code ceil(size / stride)} outputs, the odd cell of padding at the end.
     *
     * @param depthwise weights are H, W, C, M and output channel {@code c * M + m} sees input channel {@code c}
     */
    static Grid same(Grid x, Grid w, int stride, int dilation, boolean depthwise) {
        int[] s = w.shape();
        int outputs = depthwise ? s[2] * s[3] : s[3];
        int rows = (x.shape()[1] + stride - 1) / stride;
        int columns = (x.shape()[2] + stride - 1) / stride;
        int top = before(x.shape()[1], s[0], stride, dilation);
        int left = before(x.shape()[2], s[1], stride, dilation);
        Grid y = Grid.zeros(x.shape()[0], rows, columns, outputs);
        for (int[] o : Grid.indices(y.shape())) {
            double sum = 0;
            for (int[] k : Grid.indices(s[0], s[1], depthwise ? 1 : s[2])) {
                int row = o[1] * stride - top + k[0] * dilation;
                int column = o[2] * stride - left + k[1] * dilation;
                int channel = depthwise ? o[3] / s[3] : k[2];
                float weight = depthwise ? w.at(k[0], k[1], channel, o[3] % s[3]) : w.at(k[0], k[1], k[2], o[3]);
                sum += x.padded(o[0], row, column, channel) * (double) weight;
            }
            y.set((float) sum, o);
        }
        return y;
    }

    private static int before(int size, int kernel, int stride, int dilation) {
        int out = (size + stride - 1) / stride;
        return Math.max((out - 1) * stride + (kernel - 1) * dilation + 1 - size, 0) / 2;
    }

    /** ResizeBilinear without half-pixel centers or aligned corners: source = target * from / to. */
    static Grid resize(Grid x, int height, int width) {
        Grid y = Grid.zeros(x.shape()[0], height, width, x.shape()[3]);
        for (int[] o : Grid.indices(y.shape())) {
            double row = o[1] * (double) x.shape()[1] / height;
            double column = o[2] * (double) x.shape()[2] / width;
            int r0 = (int) row;
            int c0 = (int) column;
            int r1 = Math.min(r0 + 1, x.shape()[1] - 1);
            int c1 = Math.min(c0 + 1, x.shape()[2] - 1);
            double a = row - r0;
            double b = column - c0;
            double top = x.at(o[0], r0, c0, o[3]) * (1 - b) + x.at(o[0], r0, c1, o[3]) * b;
            double bottom = x.at(o[0], r1, c0, o[3]) * (1 - b) + x.at(o[0], r1, c1, o[3]) * b;
            y.set((float) (top * (1 - a) + bottom * a), o);
        }
        return y;
    }
}
