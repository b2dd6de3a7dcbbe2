package dev.sightline.trainer.recipe;

/**
 * A network made for the run.
 *
 * @param name of a builder or of a detector to take the backbone of
 * @param dimension numbers in a descriptor
 * @param width of the input, pixels
 * @param height of the input, pixels
 * @param instanceNorm whether the input is normalized picture by picture, which takes away brightness and color cast
 * @param ibn regular expression found in the names of the nodes half of whose feature maps are normalized picture by
 *     picture too (IBN); empty: none
 * @param stripes horizontal parts that the head on a backbone pools besides the whole; 1: the whole alone
 * @param pooling of the head on a backbone: average, average-plus-max, average-and-max (side by side) or generalized-mean
 *     (GeM, with a learned exponent)
 * @param rebuild whether the network is made as described here also when a model is given to start from, which then
 *     brings the weights that fit by name and shape
 */
public record NetworkPlan(
        String name,
        int dimension,
        int width,
        int height,
        boolean instanceNorm,
        String ibn,
        int stripes,
        String pooling,
        boolean rebuild) {
    /** The pooling of networks that have a head of their own too. */
    public static final String USUAL_POOLING = "average-plus-max";

    public NetworkPlan {
        AllowedValues.oneOf(
                "network.pooling", pooling, "average", USUAL_POOLING, "average-and-max", "generalized-mean");
        AllowedValues.pattern("network.ibn", ibn);
        AllowedValues.range("network.dimension", dimension, 2, 4096);
        AllowedValues.range("network.width", width, 16, 1024);
        AllowedValues.range("network.height", height, 16, 1024);
        AllowedValues.range("network.stripes", stripes, 1, 64);
    }
}
