package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.softplus;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Weighted regularized triplet (AGW, Ye et al. 2021, equation 8): far positives and near negatives weigh more, by softmax
 * of their L2 distances, and the weights are derived too; no margin to choose. The anchor is never its own positive. The
 * mean over anchors with a positive and a negative; 0 where there are none.
 *
 * @param normalized whether features are brought to length 1 first
 */
public record WeightedTripletLoss(boolean normalized) implements Loss {

    @Override
    public String name() {
        return "weighted-triplet";
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor rows = normalized ? Distance.normalized(in.features()) : in.features();
        Relations relations = Relations.of(in.labels());
        Tensor anchors = relations.complete();
        if (anchors.size(0) == 0) {
            return rows.sum().mul(new Scalar(0.0));
        }
        Tensor distances = Distance.L2.pairwise(rows).index_select(0, anchors);
        Tensor far = weighted(distances, distances, relations.positive().index_select(0, anchors));
        Tensor near = weighted(distances, distances.neg(), relations.negative().index_select(0, anchors));
        return softplus(far.sub(near)).mean();
    }

    private static Tensor weighted(Tensor distances, Tensor logits, Tensor which) {
        return logits.masked_fill(which.logical_not(), new Scalar(Double.NEGATIVE_INFINITY))
                .softmax(1)
                .mul(distances)
                .sum(1);
    }
}
