package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.linalg_vector_norm;

import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Identity classification by angle whose margin follows the quality of each crop (AdaFace, Kim et al. 2022, equations 12 to
 * 15). The length of a raw descriptor stands for quality: good crops get the margin on the cosine, poor ones, which may not
 * be recognizable at all, hardly any. The lengths are compared with their running mean and deviation, and are not derived.
 */
public final class AdaFaceLoss implements Loss {
    private static final double DEVIATION = .01;
    /** Lengths one deviation from the mean have about two thirds of the full effect: h of equation 13, inverted. */
    private static final double CONCENTRATION = .333;

    private static final double SHORTEST = 1e-3;
    private static final double SMALLEST_SQUARE = 1e-7;
    /** Share of the running values that each batch replaces. */
    private static final double PACE = .01;

    private final Leaf weight;
    /** Running mean and deviation of the lengths; 0 and 0 before the first step. */
    private final Leaf lengths;

    private final double margin;
    private final double scale;

    /** With class weights [classes,D], which are copied; margin .4 and scale 64 are usual. */
    public AdaFaceLoss(Tensor weight, double margin, double scale) {
        if (!(margin > 0 && margin < 1)) {
            throw new IllegalArgumentException(
                    "AdaFace margin " + margin + " is not allowed: use a number from 0 to 1, such as .4");
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("Scale " + scale + " is not allowed: use a number above 0, such as 64");
        }
        this.weight = Leaf.trained(weight);
        this.lengths = Leaf.kept(Tensor.create(new float[] {0, 0}, 2));
        this.margin = margin;
        this.scale = scale;
    }

    /** With fresh class weights, on the CPU. */
    public static AdaFaceLoss fresh(int classes, int dimension, double margin, double scale, long seed) {
        return new AdaFaceLoss(Leaf.normal(DEVIATION, seed, classes, dimension), margin, scale);
    }

    @Override
    public String name() {
        return "adaface";
    }

    @Override
    public Tensor value(LossInput in) {
        return LabelSmoothing.NONE.crossEntropy(logits(in.descriptors(), in.labels()), in);
    }

    /** Scaled cosines [N,classes], the own class's with the margin of the crop's quality. */
    Tensor logits(Tensor descriptors, Tensor labels) {
        Tensor unit = Distance.normalized(descriptors);
        Tensor cosines = unit.matmul(
                Distance.normalized(weight.tensor().to(unit.scalar_type())).t());
        Tensor own = labels.unsqueeze(1);
        return cosines.scatter(1, own, harder(cosines.gather(1, own), quality(descriptors)))
                .mul(new Scalar(scale));
    }

    /** From -1, poor, to 1, good; [N,1]. */
    private Tensor quality(Tensor descriptors) {
        Tensor length = length(descriptors);
        double[] known = known(length);
        return length.sub(new Scalar(known[0]))
                .div(new Scalar(known[1] + SHORTEST))
                .mul(new Scalar(CONCENTRATION))
                .clamp_min(new Scalar(-1.0))
                .clamp_max(new Scalar(1.0));
    }

    private static Tensor length(Tensor descriptors) {
        return linalg_vector_norm(descriptors.detach(), new Scalar(2.0), new long[] {1}, true, new ScalarTypeOptional())
                .clamp_min(new Scalar(SHORTEST));
    }

    /** Mean and deviation: the running ones, before the first step those of the batch. */
    private double[] known(Tensor length) {
        Tensor kept = lengths.tensor();
        double mean = kept.select(0, 0).item_double();
        return mean > 0 ? new double[] {mean, kept.select(0, 1).item_double()} : measured(length);
    }

    private static double[] measured(Tensor length) {
        double mean = length.mean().item_double();
        double square = length.sub(new Scalar(mean)).square().mean().item_double();
        return new double[] {mean, Math.sqrt(square)};
    }

    /** cos(angle + turn) - lift, where turn = -margin * quality and lift = margin * quality + margin. */
    private Tensor harder(Tensor own, Tensor quality) {
        Tensor turn = quality.mul(new Scalar(-margin));
        Tensor sine = own.square()
                .neg()
                .add(new Scalar(1.0))
                .clamp_min(new Scalar(SMALLEST_SQUARE))
                .sqrt();
        Tensor turned = own.mul(turn.cos()).sub(sine.mul(turn.sin()));
        // Beyond 0 and pi the cosine would turn around: there the angle stays.
        Tensor beyondZero = turn.lt(new Scalar(0.0)).logical_and(own.gt(turn.cos()));
        Tensor beyondPi = turn.gt(new Scalar(0.0)).logical_and(own.lt(turn.cos().neg()));
        Tensor bounded = turned.masked_fill(beyondZero, new Scalar(1.0)).masked_fill(beyondPi, new Scalar(-1.0));
        return bounded.sub(quality.mul(new Scalar(margin)).add(new Scalar(margin)));
    }

    @Override
    public void afterStep(LossInput in) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor length = length(in.descriptors());
            double[] before = known(length);
            double[] now = measured(length);
            for (int i = 0; i < now.length; i++) {
                lengths.tensor().select(0, i).fill_(new Scalar(before[i] + PACE * (now[i] - before[i])));
            }
        }
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("adaface.weight", weight.tensor());
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("adaface.weight", weight.tensor(), "adaface.lengths", lengths.tensor());
    }

    @Override
    public void move(Device device) {
        weight.move(device);
        lengths.move(device);
    }

    @Override
    public void close() {
        weight.close();
        lengths.close();
    }
}
