package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.relu;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Pairs on the features: the same person near, strangers farther than a margin. The mean over pairs.
 *
 * @param pairing which rows are pairs
 * @param distance rho; L2 with margin 1 and 1 - cos with margin .5 are usual
 * @param normalized whether features are brought to length 1 first
 * @param margin M, how far strangers shall be
 * @param form what a pair costs
 */
public record ContrastiveLoss(Pairing pairing, Distance distance, boolean normalized, double margin, Form form)
        implements Loss {

    /** The two costs in use. */
    public enum Form {
        /** rho for the same, max(0, M - rho) for strangers. */
        LINEAR,
        /** rho^2/2 and max(0, M - rho)^2/2 (Hadsell et al. 2006, equation 4). */
        HADSELL
    }

    public ContrastiveLoss {
        if (!(margin > 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException("Margin " + margin + " is not allowed: use a number above 0, such as 1");
        }
    }

    @Override
    public String name() {
        return "contrastive";
    }

    @Override
    public Tensor value(LossInput in) {
        Pairing.Rows pairs = pairing.of(in.features(), in.labels());
        return perPair(pairs.left(), pairs.right(), pairs.same()).mean();
    }

    /** Costs [N] of rows {@code a} and {@code b} [N,D]; {@code same} [N] is 1 or 0, of the rows' type. */
    Tensor perPair(Tensor a, Tensor b, Tensor same) {
        Tensor rho =
                normalized ? distance.between(Distance.normalized(a), Distance.normalized(b)) : distance.between(a, b);
        Tensor near = relu(rho.neg().add(new Scalar(margin)));
        Tensor strangers = same.neg().add(new Scalar(1.0));
        return form == Form.LINEAR
                ? same.mul(rho).add(strangers.mul(near))
                : same.mul(rho.square()).add(strangers.mul(near.square())).mul(new Scalar(.5));
    }
}
