package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.cdist;
import static org.bytedeco.pytorch.global.torch.linalg_vector_norm;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * How far apart two rows are. Euclidean distances are differences, never |a|^2 + |b|^2 - 2ab: that form loses the digits
 * that tell near rows apart. The gradient at distance 0 is 0.
 */
public enum Distance {
    /** |a - b|. */
    L2,
    /** |a - b|^2. */
    SQUARED_L2,
    /** 1 - cos(a, b), whatever the lengths of a and b. */
    ONE_MINUS_COSINE;

    /** Below this length a row is divided by this instead, which bounds the gradient at the zero row. */
    private static final double SHORTEST = 1e-6;

    /** cdist by differences, also for many rows. */
    private static final long BY_DIFFERENCES = 2;

    /** All distances of {@code rows} [N,D] to each other, [N,N]. */
    public Tensor pairwise(Tensor rows) {
        return across(rows, rows);
    }

    /** All distances of {@code rows} [N,D] to {@code others} [M,D], [N,M]. */
    public Tensor across(Tensor rows, Tensor others) {
        return switch (this) {
            case L2 -> cdist(rows, others, 2, new LongOptional(BY_DIFFERENCES));
            case SQUARED_L2 -> L2.across(rows, others).square();
            case ONE_MINUS_COSINE ->
                normalized(rows).matmul(normalized(others).t()).neg().add(new Scalar(1.0));
        };
    }

    /** Row-wise distances of {@code a} and {@code b}, both [N,D]; [N]. */
    public Tensor between(Tensor a, Tensor b) {
        return switch (this) {
            case L2 -> length(a.sub(b)).squeeze(1);
            case SQUARED_L2 -> a.sub(b).square().sum(1);
            case ONE_MINUS_COSINE ->
                normalized(a).mul(normalized(b)).sum(1).neg().add(new Scalar(1.0));
        };
    }

    /** Rows of length 1; a zero row stays zero. */
    public static Tensor normalized(Tensor rows) {
        return rows.div(length(rows).clamp_min(new Scalar(SHORTEST)));
    }

    private static Tensor length(Tensor rows) {
        return linalg_vector_norm(rows, new Scalar(2.0), new long[] {1}, true, new ScalarTypeOptional());
    }
}
