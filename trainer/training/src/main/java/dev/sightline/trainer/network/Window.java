package dev.sightline.trainer.network;

/**
 * How a convolution walks over its input; padding keeps the size at stride 1.
 *
 * @param kernel side, odd
 * @param stride both ways
 * @param groups of channels that do not mix
 */
record Window(int kernel, int stride, int groups) {
    static final Window POINT = new Window(1, 1, 1);

    static Window of(int kernel, int stride) {
        return new Window(kernel, stride, 1);
    }

    static Window depthwise(int kernel, int stride, int channels) {
        return new Window(kernel, stride, channels);
    }

    long[] sides(int side) {
        return new long[] {side, side};
    }

    long[] pads() {
        int pad = (kernel - 1) / 2;
        return new long[] {pad, pad, pad, pad};
    }
}
