package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.log_softmax;

import org.bytedeco.pytorch.Scalar;
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

    /** Mean cross-entropy over the identities that are known to be others; {@code logits} [N,K], of the rows of {@code in}. */
    Tensor crossEntropy(Tensor logits, LossInput in) {
        return in.maybeOne()
                .map(maybeOne -> among(logits, in.labels(), maybeOne))
                .orElseGet(() -> crossEntropy(logits, in.labels()));
    }

    /** K is for each row how many identities are left. */
    private Tensor among(Tensor logits, Tensor labels, Tensor maybeOne) {
        Tensor logs = log_softmax(logits.masked_fill(maybeOne, new Scalar(Double.NEGATIVE_INFINITY)), 1);
        Tensor own = logs.gather(1, labels.unsqueeze(1)).squeeze(1);
        Tensor every = logs.masked_fill(maybeOne, new Scalar(0.0)).sum(1);
        Tensor left = maybeOne.logical_not().sum(1);
        Tensor wide = spread == Spread.OVER_ALL
                ? every.div(left)
                : every.sub(own).div(left.sub(new Scalar(1L)).clamp_min(new Scalar(1L)));
        return own.mul(new Scalar(1 - share))
                .add(wide.mul(new Scalar(share)))
                .mean()
                .neg();
    }

    /** Mean cross-entropy; {@code logits} [N,K], {@code labels} [N] int64. */
    Tensor crossEntropy(Tensor logits, Tensor labels) {
        double classes = logits.size(1);
        // B with share e is A with share e K/(K-1): both leave 1-e at the label then.
        double over = spread == Spread.OVER_OTHERS && classes > 1 ? share * classes / (classes - 1) : share;
        return cross_entropy_loss(logits, labels, new TensorOptional(), MEAN, IGNORE_NONE, Math.min(over, 1));
    }
}
