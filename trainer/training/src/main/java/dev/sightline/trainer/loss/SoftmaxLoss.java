package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.linear;

import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * Identity classification: a linear classifier without bias on the descriptors, then cross-entropy. After a BNNeck this
 * is the identity loss of BoT (Luo et al. 2019).
 */
public final class SoftmaxLoss implements Loss {
    /** BoT's deviation of a fresh classifier. */
    private static final double DEVIATION = .001;

    private final Leaf weight;
    private final LabelSmoothing smoothing;

    /** With the classifier [classes,D], which is copied. */
    public SoftmaxLoss(Tensor weight, LabelSmoothing smoothing) {
        this.weight = Leaf.trained(weight);
        this.smoothing = smoothing;
    }

    /** With a fresh classifier, on the CPU. */
    public static SoftmaxLoss fresh(int classes, int dimension, LabelSmoothing smoothing, long seed) {
        if (classes < 2) {
            throw new IllegalArgumentException(
                    classes + " identities are not enough to tell people apart: give crops of two or more");
        }
        return new SoftmaxLoss(Leaf.normal(DEVIATION, seed, classes, dimension), smoothing);
    }

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public Tensor value(LossInput in) {
        return smoothing.crossEntropy(linear(in.descriptors(), weight.tensor()), in);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("softmax.weight", weight.tensor());
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
