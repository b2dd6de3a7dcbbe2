package dev.sightline.trainer.network;

/**
 * How a convolution walks over its input; padding keeps the size at stride 1.
 *
 * @param kernel side, odd
 * @param stride both ways
 * @param groups of channels that do not mix
 */
record ConvolutionWindow(int kernel, int stride, int groups) {
    static final ConvolutionWindow POINT = new ConvolutionWindow(1, 1, 1);

    static ConvolutionWindow of(int kernel, int stride) {
        return new ConvolutionWindow(kernel, stride, 1);
    }

    static ConvolutionWindow depthwise(int kernel, int stride, int channels) {
        return new ConvolutionWindow(kernel, stride, channels);
    }

    long[] sides(int side) {
        return new long[] {side, side};
    }

    long[] pads() {
        int pad = (kernel - 1) / 2;
        return new long[] {pad, pad, pad, pad};
    }
}
