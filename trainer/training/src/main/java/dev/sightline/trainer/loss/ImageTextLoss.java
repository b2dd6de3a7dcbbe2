package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.arange;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Image i belongs to text i and to no other (CLIP, Radford et al. 2021, figure 3): the mean cross-entropy of rows and columns of the scaled
 * cosines. The scale exp(t) is trained and never above 100; beyond that t has no gradient.
 */
public final class ImageTextLoss implements AutoCloseable {
    private static final double LARGEST_SCALE = 100;
    private static final double FIRST_TEMPERATURE = .07;

    private final Leaf logScale;

    /** Starting at {@code logScale} [1], which is copied. */
    public ImageTextLoss(Tensor logScale) {
        this.logScale = Leaf.trained(logScale);
    }

    /** Starting at the paper's temperature, on the CPU. */
    public static ImageTextLoss fresh() {
        return new ImageTextLoss(Tensor.create(new float[] {(float) -Math.log(FIRST_TEMPERATURE)}, 1));
    }

    /** Of {@code images} and {@code texts}, both [N,D], row by row the same thing. */
    public Tensor value(Tensor images, Tensor texts) {
        Tensor scale = logScale.tensor().exp().clamp_max(new Scalar(LARGEST_SCALE));
        Tensor logits = Distance.normalized(images)
                .matmul(Distance.normalized(texts).t())
                .mul(scale);
        Tensor own = arange(new Scalar(images.size(0))).to(images.device(), ScalarType.Long);
        Tensor rows = LabelSmoothing.NONE.crossEntropy(logits, own);
        return rows.add(LabelSmoothing.NONE.crossEntropy(logits.t(), own)).mul(new Scalar(.5));
    }

    /**
     * Of {@code images} and {@code texts}, both [N,D], of which several belong together: the same person twice, or a text
     * that fits several people. Each row and column is to share its probability evenly over what belongs to it (supervised
     * contrastive learning, Khosla et al. 2020, equation 2, across the two kinds), and leaves {@code smoothing} of it to all. With
     * one match each and no smoothing it is {@link #value(Tensor, Tensor)}.
     *
     * @param matches [N,N], 1 where text (row) and image (column) belong together, else 0; at least one in each row and column
     * @param smoothing from 0 to below 1
     */
    public Tensor value(Tensor images, Tensor texts, Tensor matches, double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("Smoothing " + smoothing + " is not allowed: use 0 to below 1");
        }
        Tensor scale = logScale.tensor().exp().clamp_max(new Scalar(LARGEST_SCALE));
        Tensor logits = Distance.normalized(texts)
                .matmul(Distance.normalized(images).t())
                .mul(scale);
        return shared(logits, matches, smoothing)
                .add(shared(logits.t(), matches.t(), smoothing))
                .mul(new Scalar(.5));
    }

    private static Tensor shared(Tensor logits, Tensor matches, double smoothing) {
        double all = logits.size(1);
        Tensor wanted = matches.div(matches.sum(new long[] {1}, true, new ScalarTypeOptional()))
                .mul(new Scalar(1 - smoothing))
                .add(new Scalar(smoothing / all));
        return logits.log_softmax(1).mul(wanted).sum(1).mean().neg();
    }

    /** The trained scale by name. */
    public Map<String, Tensor> parameters() {
        return Map.of("image-text.log-scale", logScale.tensor());
    }

    @Override
    public void close() {
        logScale.close();
    }
}
