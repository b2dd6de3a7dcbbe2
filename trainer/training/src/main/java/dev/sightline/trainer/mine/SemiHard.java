package dev.sightline.trainer.mine;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Negatives farther than the positive, but not by the margin (FaceNet, Schroff et al. 2015, section 3.2): hard enough to
 * teach, too far to collapse the network.
 *
 * @param choice which of them
 * @param margin in the distance of the matrix, above 0; FaceNet: .2 in squared distances; unused by
 *     {@link Choice#NEAREST_OR_FARTHEST}
 */
public record SemiHard(Choice choice, double margin) implements Miner {

    /** What to take of an anchor and a positive. */
    public enum Choice {
        /** All negatives between. */
        ALL,
        /** The nearest negative between; no triplet where there is none. */
        NEAREST,
        /** The nearest negative beyond the positive, however far; else the farthest of all (TensorFlow Addons). */
        NEAREST_OR_FARTHEST
    }

    public SemiHard {
        if (!(margin > 0)) {
            throw new IllegalArgumentException(
                    "Margin " + margin + " is not allowed: use a number above 0, such as .2");
        }
    }

    @Override
    public String name() {
        return "semi-hard";
    }

    @Override
    public Triplets mine(Tensor distances, Tensor labels) {
        Pairs pairs = Pairs.of(labels);
        Tensor still = distances.detach();
        Tensor positive = still.unsqueeze(2);
        Tensor negative = still.unsqueeze(1);
        Tensor beyond = pairs.cube().logical_and(negative.gt(positive));
        if (choice == Choice.NEAREST_OR_FARTHEST) {
            return nearestOrFarthest(still, pairs, beyond);
        }
        Tensor between = beyond.logical_and(negative.lt(positive.add(new Scalar(margin))));
        return choice == Choice.ALL
                ? Triplets.ofCube(between)
                : Triplets.ofMatrix(between.any(2), nearest(negative, between));
    }

    private static Triplets nearestOrFarthest(Tensor distances, Pairs pairs, Tensor beyond) {
        Tensor nearest = nearest(distances.unsqueeze(1), beyond);
        Tensor farthest = distances
                .masked_fill(pairs.negative().logical_not(), new Scalar(Double.NEGATIVE_INFINITY))
                .argmax(new LongOptional(1), true)
                .expand_as(nearest);
        Tensor valid = pairs.positive().logical_and(pairs.negative().any(1, true));
        return Triplets.ofMatrix(valid, nearest.where(beyond.any(2), farthest));
    }

    /** For each anchor and positive the nearest allowed negative, [N,N]. */
    private static Tensor nearest(Tensor negative, Tensor allowed) {
        return negative.expand_as(allowed)
                .masked_fill(allowed.logical_not(), new Scalar(Double.POSITIVE_INFINITY))
                .argmin(new LongOptional(2), false);
    }
}
