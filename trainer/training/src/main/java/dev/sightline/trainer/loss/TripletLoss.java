package dev.sightline.trainer.loss;

import dev.sightline.trainer.mine.BatchAll;
import dev.sightline.trainer.mine.BatchHard;
import dev.sightline.trainer.mine.Miner;
import dev.sightline.trainer.mine.Triplets;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Triplets on the features: the positive shall be nearer than the negative. With {@link BatchHard} this is the loss of
 * Hermans et al. 2017, with {@code SemiHard} on normalized features and squared distances that of FaceNet.
 *
 * @param miner which triplets
 * @param distance between features
 * @param normalized whether features are brought to length 1 first; raw features can collapse to one point early
 * @param margin what a triplet costs
 * @param mean over what
 */
public record TripletLoss(Miner miner, Distance distance, boolean normalized, Margin margin, Mean mean)
        implements Loss {

    /** What the costs are averaged over. */
    public enum Mean {
        /** All triplets. */
        ALL,
        /** Those that cost anything, so that easy ones do not drown the rest. */
        ACTIVE
    }

    /** Batch-hard with plain L2, averaged over all anchors. */
    public static TripletLoss batchHard(boolean normalized, Margin margin) {
        return new TripletLoss(new BatchHard(), Distance.L2, normalized, margin, Mean.ALL);
    }

    @Override
    public String name() {
        return "triplet";
    }

    /** The mean cost; 0, still under autograd, where the batch has no triplet. */
    @Override
    public Tensor value(LossInput in) {
        References others = in.compared();
        Tensor rows = compared(in.features());
        Tensor distances = distance.across(rows, compared(others.rows()));
        if (miner instanceof BatchAll) {
            EveryTriplet every = new EveryTriplet(distances, in.labels(), others.labels(), margin);
            return every.count() == 0 ? rows.sum().mul(new Scalar(0.0)) : every.mean(mean);
        }
        Triplets triplets = miner.mine(distances, in.labels(), others.labels());
        if (triplets.count() == 0) {
            return rows.sum().mul(new Scalar(0.0));
        }
        Tensor costs = margin.cost(at(distances, triplets.anchors(), triplets.positives())
                .sub(at(distances, triplets.anchors(), triplets.negatives())));
        return mean == Mean.ALL
                ? costs.mean()
                : costs.sum().div(costs.detach().gt(new Scalar(0.0)).sum().clamp_min(new Scalar(1L)));
    }

    private Tensor compared(Tensor features) {
        return normalized ? Distance.normalized(features) : features;
    }

    private static Tensor at(Tensor matrix, Tensor row, Tensor column) {
        Tensor places = row.mul(new Scalar(matrix.size(1))).add(column);
        return matrix.flatten().index_select(0, places);
    }
}
