package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.arange;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
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

    /** The trained scale by name. */
    public Map<String, Tensor> parameters() {
        return Map.of("image-text.log-scale", logScale.tensor());
    }

    @Override
    public void close() {
        logScale.close();
    }
}
