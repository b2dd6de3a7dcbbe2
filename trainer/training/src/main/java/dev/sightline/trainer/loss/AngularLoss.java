package dev.sightline.trainer.loss;

import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Identity classification by angle: cross-entropy over scaled cosines of normalized descriptors to normalized class
 * weights, the own class made harder by a margin. Gradients reach the raw descriptors and weights. With several centers a
 * class, the nearest of them stands for it (sub-center ArcFace, Deng et al. 2020, equation 3): crops with wrong labels, and a
 * person's other clothes, gather around a center of their own instead of pulling at the one.
 */
public final class AngularLoss implements Loss {
    private static final double DEVIATION = .01;

    private final Leaf weight;
    private final AngularMargin margin;
    private final double scale;
    private final int centers;

    /** With class weights [classes,D], which are copied; a scale of 30 to 64 is usual. */
    public AngularLoss(Tensor weight, AngularMargin margin, double scale) {
        this(weight, margin, scale, 1);
    }

    /** With class weights [classes * centers,D], those of one class one after another, which are copied. */
    public AngularLoss(Tensor weight, AngularMargin margin, double scale, int centers) {
        if (centers < 1 || weight.size(0) % centers != 0) {
            throw new IllegalArgumentException(centers + " centers a class do not divide " + weight.size(0)
                    + " class weights; use 1 or more, such as 3");
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("Scale " + scale + " is not allowed: use a number above 0, such as 30");
        }
        this.weight = Leaf.trained(weight);
        this.margin = margin;
        this.scale = scale;
        this.centers = centers;
    }

    /** With fresh class weights, on the CPU. */
    public static AngularLoss fresh(int classes, int dimension, AngularMargin margin, double scale, long seed) {
        return fresh(new Classes(classes, 1), dimension, margin, scale, seed);
    }

    /**
     * What there is to tell apart.
     *
     * @param count of identities, at least 2
     * @param centers of each
     */
    public record Classes(int count, int centers) {}

    /** With fresh class weights of several centers, on the CPU. */
    public static AngularLoss fresh(Classes classes, int dimension, AngularMargin margin, double scale, long seed) {
        if (classes.count() < 2) {
            throw new IllegalArgumentException(
                    classes.count() + " identities are not enough to tell people apart: give crops of two or more");
        }
        Tensor weights = Leaf.normal(DEVIATION, seed, (long) classes.count() * classes.centers(), dimension);
        return new AngularLoss(weights, margin, scale, classes.centers());
    }

    @Override
    public String name() {
        return margin.name();
    }

    @Override
    public Tensor value(LossInput in) {
        return LabelSmoothing.NONE.crossEntropy(logits(in.descriptors(), in.labels()), in);
    }

    /** Scaled cosines [N,classes], the own class's with the margin. */
    Tensor logits(Tensor descriptors, Tensor labels) {
        Tensor every = Distance.normalized(descriptors)
                .matmul(Distance.normalized(weight.tensor()).t());
        Tensor cosines = centers == 1
                ? every
                : every.view(every.size(0), every.size(1) / centers, centers).amax(new long[] {2}, false);
        Tensor own = labels.unsqueeze(1);
        return cosines.scatter(1, own, margin.harder(cosines.gather(1, own))).mul(new Scalar(scale));
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of(name() + ".weight", weight.tensor());
    }

    @Override
    public void move(Device device) {
        weight.move(device);
    }

    @Override
    public void close() {
        weight.close();
    }
}
