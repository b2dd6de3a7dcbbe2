package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.zeros_like;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What all triplets of a batch cost (Hermans et al. 2017, equation 6), summed anchor by anchor. N crops make up to N^3 triplets;
 * here no more than the distances of one anchor's positives to all its negatives are in memory at once, and the gradient
 * is kept as one number for each of the N^2 distances.
 */
final class EveryTriplet {
    private final Tensor distances;
    private final Tensor slopes;
    private final Margin margin;
    private double sum;
    private long active;
    private long count;

    /**
     * @param distances [N,M], which the gradient flows through, each row's own on the diagonal
     * @param labels [N] int64
     * @param references [M] int64
     */
    EveryTriplet(Tensor distances, Tensor labels, Tensor references, Margin margin) {
        this.distances = distances;
        this.margin = margin;
        try (NoGradGuard guard = new NoGradGuard()) {
            Tensor still = distances.detach();
            this.slopes = zeros_like(still);
            for (long anchor = 0; anchor < still.size(0); anchor++) {
                try (PointerScope scope = new PointerScope()) {
                    add(still.select(0, anchor), references.eq(labels.select(0, anchor)), anchor);
                }
            }
        }
    }

    private void add(Tensor row, Tensor same, long anchor) {
        Tensor negatives = same.logical_not().nonzero().flatten();
        Tensor own = same.clone();
        own.select(0, anchor).fill_(new Scalar(0));
        Tensor positives = own.nonzero().flatten();
        if (positives.size(0) == 0 || negatives.size(0) == 0) {
            return;
        }
        Tensor gaps = row.index_select(0, positives)
                .unsqueeze(1)
                .sub(row.index_select(0, negatives).unsqueeze(0));
        Tensor costs = margin.cost(gaps);
        Tensor slope = margin.slope(gaps);
        sum += costs.sum().item_double();
        active += costs.gt(new Scalar(0.0)).sum().item_long();
        count += costs.numel();
        Tensor kept = slopes.select(0, anchor);
        kept.index_add_(0, positives, slope.sum(1));
        kept.index_add_(0, negatives, slope.sum(0).neg());
    }

    /** How many triplets there are. */
    long count() {
        return count;
    }

    /** The mean cost over all triplets, or over those that cost anything, under autograd. */
    Tensor mean(TripletLoss.Mean over) {
        double number = over == TripletLoss.Mean.ALL ? count : Math.max(1, active);
        Tensor straight = distances.mul(slopes).sum().div(new Scalar(number));
        return straight.sub(straight.detach()).add(new Scalar(sum / number));
    }
}
