package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.binary_cross_entropy_with_logits;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Same or different as a question of its own: a weighted comparison of two rows, then binary cross-entropy, the mean over
 * pairs (DeepFace, Taigman et al. 2014, section 4.2). A head on descriptors, which are brought to the length sqrt(D) for it, is
 * kept beside the network; one on features, which are nowhere stored, is left behind after training.
 */
public final class VerificationHead implements Loss {
    /** Equal zeros are divided by this. */
    private static final double SMALLEST_SUM = 1e-9;

    /** Names of what is kept. */
    public static final String WEIGHT = "verification.weight";

    public static final String BIAS = "verification.bias";

    private final Pairing pairing;
    private final Comparison comparison;
    private final boolean onDescriptors;
    private final Leaf weight;
    private final Leaf bias;

    /** How two rows are compared, elementwise. */
    public enum Comparison {
        /** |a - b|. */
        ABSOLUTE,
        /** (a - b)^2 / (|a| + |b|); meant for features that are nowhere negative. */
        CHI_SQUARE
    }

    /** On features, with weight [D] and bias [1], which are copied. */
    public VerificationHead(Pairing pairing, Comparison comparison, Tensor weight, Tensor bias) {
        this(pairing, comparison, false, weight, bias);
    }

    private VerificationHead(
            Pairing pairing, Comparison comparison, boolean onDescriptors, Tensor weight, Tensor bias) {
        this.pairing = pairing;
        this.comparison = comparison;
        this.onDescriptors = onDescriptors;
        this.weight = Leaf.trained(weight);
        this.bias = Leaf.trained(bias);
    }

    /** With a fresh head, on the CPU: farther is less alike from the start. */
    public static VerificationHead fresh(Pairing pairing, Comparison comparison, boolean onDescriptors, int dimension) {
        float[] weights = new float[dimension];
        Arrays.fill(weights, -1f / dimension);
        return new VerificationHead(
                pairing,
                comparison,
                onDescriptors,
                Tensor.create(weights, dimension),
                Tensor.create(new float[] {0}, 1));
    }

    @Override
    public String name() {
        return "verification";
    }

    @Override
    public Tensor value(LossInput in) {
        Pairing.Rows pairs = pairing.of(onDescriptors ? compared(in.descriptors()) : in.features(), in.labels());
        return binary_cross_entropy_with_logits(logits(pairs.left(), pairs.right()), pairs.same());
    }

    private static Tensor compared(Tensor descriptors) {
        return Distance.normalized(descriptors).mul(new Scalar(Math.sqrt(descriptors.size(1))));
    }

    @Override
    public Map<String, Tensor> kept() {
        return onDescriptors ? parameters() : Map.of();
    }

    /** How much {@code a} and {@code b} [N,D] look the same, [N]. */
    Tensor logits(Tensor a, Tensor b) {
        Tensor apart = comparison == Comparison.ABSOLUTE
                ? a.sub(b).abs()
                : a.sub(b).square().div(a.abs().add(b.abs()).clamp_min(new Scalar(SMALLEST_SUM)));
        return apart.matmul(weight.tensor()).add(bias.tensor());
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of(WEIGHT, weight.tensor(), BIAS, bias.tensor());
    }

    @Override
    public void move(Device device) {
        weight.move(device);
        bias.move(device);
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
