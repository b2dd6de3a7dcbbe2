package dev.sightline.trainer.mine;

import org.bytedeco.javacpp.PointerScope;
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
    public Triplets mine(Tensor distances, Tensor labels, Tensor references) {
        TripletList found = new TripletList();
        Pairs pairs = Pairs.of(labels, references);
        Tensor still = distances.detach();
        for (long anchor = 0; anchor < labels.size(0); anchor++) {
            try (PointerScope scope = new PointerScope()) {
                Tensor positives = pairs.positive().select(0, anchor).nonzero().flatten();
                Tensor negatives = pairs.negative().select(0, anchor).nonzero().flatten();
                if (positives.size(0) > 0 && negatives.size(0) > 0) {
                    choose(found, anchor, new Candidates(still.select(0, anchor), positives, negatives));
                }
            }
        }
        return found.triplets(distances);
    }

    /** An anchor's distances to all rows [N], and which rows are of its person and of others. */
    private record Candidates(Tensor row, Tensor positives, Tensor negatives) {
        /** [P,1]. */
        Tensor near() {
            return row.index_select(0, positives).unsqueeze(1);
        }

        /** [1,S]. */
        Tensor far() {
            return row.index_select(0, negatives).unsqueeze(0);
        }
    }

    private void choose(TripletList found, long anchor, Candidates of) {
        Tensor near = of.near();
        Tensor far = of.far();
        Tensor beyond = far.gt(near);
        if (choice == Choice.NEAREST_OR_FARTHEST) {
            Tensor nearest = nearest(far, beyond);
            Tensor farthest = far.argmax(new LongOptional(1), false).expand_as(nearest);
            Tensor chosen = nearest.where(beyond.any(1), farthest);
            found.add(anchor, of.positives(), of.negatives().index_select(0, chosen));
            return;
        }
        Tensor between = beyond.logical_and(far.lt(near.add(new Scalar(margin))));
        if (choice == Choice.ALL) {
            Tensor places = between.nonzero();
            found.add(
                    anchor,
                    of.positives().index_select(0, places.select(1, 0)),
                    of.negatives().index_select(0, places.select(1, 1)));
        } else {
            Tensor some = between.any(1).nonzero().flatten();
            found.add(
                    anchor,
                    of.positives().index_select(0, some),
                    of.negatives().index_select(0, nearest(far, between).index_select(0, some)));
        }
    }

    /** For each positive the place of the nearest allowed negative, [P]. */
    private static Tensor nearest(Tensor far, Tensor allowed) {
        return far.expand_as(allowed)
                .masked_fill(allowed.logical_not(), new Scalar(Double.POSITIVE_INFINITY))
                .argmin(new LongOptional(1), false);
    }
}
