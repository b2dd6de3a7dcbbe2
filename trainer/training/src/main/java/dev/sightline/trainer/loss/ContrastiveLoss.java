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
        if (pairing == Pairing.ALL) {
            return every(in);
        }
        Pairing.Rows pairs = pairing.of(in.features(), in.labels());
        return perPair(pairs.left(), pairs.right(), pairs.same()).mean();
    }

    /** Of all two rows, in memory for N² distances: each pair stands twice in the matrix, which leaves the mean as it is. */
    private Tensor every(LossInput in) {
        References others = in.compared();
        Relations relations = Relations.of(in.labels(), others.labels());
        Tensor rho = distance.across(compared(in.features()), compared(others.rows()));
        Tensor same = relations.positive().to(rho.scalar_type());
        Tensor costs = costs(rho, same).masked_fill(relations.own(), new Scalar(0.0));
        return costs.sum().div(new Scalar((double) (rho.numel() - rho.size(0))));
    }

    private Tensor compared(Tensor rows) {
        return normalized ? Distance.normalized(rows) : rows;
    }

    /** Costs [N] of rows {@code a} and {@code b} [N,D]; {@code same} [N] is 1 or 0, of the rows' type. */
    Tensor perPair(Tensor a, Tensor b, Tensor same) {
        return costs(distance.between(compared(a), compared(b)), same);
    }

    private Tensor costs(Tensor rho, Tensor same) {
        Tensor near = relu(rho.neg().add(new Scalar(margin)));
        Tensor strangers = same.neg().add(new Scalar(1.0));
        return form == Form.LINEAR
                ? same.mul(rho).add(strangers.mul(near))
                : same.mul(rho.square()).add(strangers.mul(near.square())).mul(new Scalar(.5));
    }
}
