package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.triu_indices;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;

/** Which rows of a batch are compared. */
public enum Pairing {
    /** Every two rows: for P x K batches. */
    ALL,
    /** Rows 0 and 1, 2 and 3, and so on: for batches of labeled pairs. */
    NEIGHBORS;

    /**
     * Two rows each, by place.
     *
     * @param same [pairs] float of the rows' type, 1 for the same person and 0 for strangers
     */
    record Rows(Tensor left, Tensor right, Tensor same) {

        static Rows of(Tensor left, Tensor right, Tensor sameLabel, Tensor rows) {
            return new Rows(left, right, sameLabel.to(rows.scalar_type()));
        }
    }

    /** The pairs of {@code rows} [N,D]. */
    Rows of(Tensor rows, Tensor labels) {
        long n = rows.size(0);
        if (this == NEIGHBORS) {
            if (n % 2 != 0) {
                throw new IllegalArgumentException(n + " rows are no pairs: give an even number");
            }
            return Rows.of(every(rows, 0), every(rows, 1), every(labels, 0).eq(every(labels, 1)), rows);
        }
        Tensor places = triu_indices(n, n, 1, new TensorOptions(labels.options()));
        Tensor left = places.select(0, 0);
        Tensor right = places.select(0, 1);
        return Rows.of(
                rows.index_select(0, left),
                rows.index_select(0, right),
                labels.index_select(0, left).eq(labels.index_select(0, right)),
                rows);
    }

    private static Tensor every(Tensor rows, long first) {
        return rows.slice(0, new LongOptional(first), new LongOptional(rows.size(0)), 2);
    }
}
