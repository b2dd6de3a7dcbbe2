package dev.sightline.models.manifest;

import java.util.List;

/**
 * How a picture becomes a network's input tensor.
 *
 * @param name input tensor name
 * @param layout order of the tensor's axes
 * @param width pixels; for {@link Resize#KEEP_ASPECT} the bound of the long side
 * @param height pixels; for {@link Resize#KEEP_ASPECT} the bound of the long side
 * @param strideMultiple {@link Resize#KEEP_ASPECT} only: both sides are rounded to multiples of it; otherwise 1
 * @param color channel order
 * @param mean subtracted per channel in the tensor's channel order, in 0..255 units
 * @param scale each channel is divided by it after the mean
 * @param resize how the picture is fitted
 * @param pad value 0..255 that fills the rest of a letterbox
 */
public record InputSpec(
        String name,
        Layout layout,
        int width,
        int height,
        int strideMultiple,
        Color color,
        List<Float> mean,
        List<Float> scale,
        Resize resize,
        int pad) {

    public InputSpec {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        int channels = color == Color.GRAY ? 1 : 3;
        if (mean.size() != channels || scale.size() != channels) {
            throw new IllegalArgumentException("input '" + name + "' has " + channels
                    + " channels, so mean and scale need " + channels + " values; got " + mean + " and " + scale);
        }
        if (width < 1 || height < 1 || strideMultiple < 1) {
            throw new IllegalArgumentException("input '" + name + "': width, height and strideMultiple must be"
                    + " positive; got " + width + ", " + height + ", " + strideMultiple);
        }
        if (scale.contains(0f)) {
            throw new IllegalArgumentException("input '" + name + "': scale must not be 0");
        }
    }

    /** Order of tensor axes. */
    public enum Layout {
        NCHW,
        NHWC
    }

    /** Channel order. */
    public enum Color {
        RGB("RGB"),
        BGR("BGR"),
        /** One channel; manifests have always said GREY. */
        GRAY("GREY");

        private final String label;

        Color(String label) {
            this.label = label;
        }

        /** The word in a manifest. */
        public String label() {
            return label;
        }
    }

    /** How a picture of any shape is fitted into the input. */
    public enum Resize {
        /** To exactly width x height; the shape changes. */
        STRETCH("stretch"),
        /** Scaled to fit, put at the top left, the rest padded. */
        LETTERBOX("letterbox"),
        /** Scaled so the long side meets the bound, both sides rounded to the stride multiple. */
        KEEP_ASPECT("keep-aspect");

        private final String label;

        Resize(String label) {
            this.label = label;
        }

        /** The name in manifests. */
        public String label() {
            return label;
        }
    }
}
