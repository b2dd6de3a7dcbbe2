package dev.sightline.trainer.loss;

import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Identity classification by angle: cross-entropy over scaled cosines of normalized descriptors to normalized class
 * weights, the own class made harder by a margin. Gradients reach the raw descriptors and weights.
 */
public final class AngularLoss implements Loss {
    private static final double DEVIATION = .01;

    private final Leaf weight;
    private final AngularMargin margin;
    private final double scale;

    /** With class weights [classes,D], which are copied; a scale of 30 to 64 is usual. */
    public AngularLoss(Tensor weight, AngularMargin margin, double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("Scale " + scale + " is not allowed: use a number above 0, such as 30");
        }
        this.weight = Leaf.trained(weight);
        this.margin = margin;
        this.scale = scale;
    }

    /** With fresh class weights, on the CPU. */
    public static AngularLoss fresh(int classes, int dimension, AngularMargin margin, double scale, long seed) {
        if (classes < 2) {
            throw new IllegalArgumentException(
                    classes + " identities are not enough to tell people apart: give crops of two or more");
        }
        return new AngularLoss(Leaf.normal(DEVIATION, seed, classes, dimension), margin, scale);
    }

    @Override
    public String name() {
        return margin.name();
    }

    @Override
    public Tensor value(LossInput in) {
        return LabelSmoothing.NONE.crossEntropy(logits(in.descriptors(), in.labels()), in.labels());
    }

    /** Scaled cosines [N,classes], the own class's with the margin. */
    Tensor logits(Tensor descriptors, Tensor labels) {
        Tensor cosines = Distance.normalized(descriptors)
                .matmul(Distance.normalized(weight.tensor()).t());
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
