package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Cross-entropy against softened labels (Szegedy et al. 2016, section 7). Two definitions are in use, and they differ;
 * {@code spread} says which.
 *
 * @param spread over which classes the share goes
 * @param share how much of each label is spread, from 0 to below 1; .1 is usual
 */
public record LabelSmoothing(Spread spread, double share) {
    /** Plain cross-entropy. */
    public static final LabelSmoothing NONE = new LabelSmoothing(Spread.OVER_ALL, 0);

    private static final long MEAN = 1;
    private static final long IGNORE_NONE = -100;

    /** The two definitions, for K classes and a share e. */
    public enum Spread {
        /** q_y = 1 - e + e/K, q_other = e/K: the paper, BoT, torchreid and LibTorch ("A" in the reference cases). */
        OVER_ALL,
        /** q_y = 1 - e, q_other = e/(K-1): fast-reid ("B"). */
        OVER_OTHERS
    }

    public LabelSmoothing {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("Label smoothing " + share + " is not allowed: use 0 to below 1");
        }
    }

    /** Definition A with {@code share}. */
    public static LabelSmoothing overAll(double share) {
        return new LabelSmoothing(Spread.OVER_ALL, share);
    }

    /** Mean cross-entropy; {@code logits} [N,K], {@code labels} [N] int64. */
    Tensor crossEntropy(Tensor logits, Tensor labels) {
        double classes = logits.size(1);
        // B with share e is A with share e K/(K-1): both leave 1-e at the label then.
        double over = spread == Spread.OVER_OTHERS && classes > 1 ? share * classes / (classes - 1) : share;
        return cross_entropy_loss(logits, labels, new TensorOptional(), MEAN, IGNORE_NONE, Math.min(over, 1));
    }
}
