package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.mse_loss;
import static org.bytedeco.pytorch.global.torch.smooth_l1_loss;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Descriptors like those of a teacher, which are given and not derived.
 *
 * @param likeness in what sense
 * @param teacher the teacher's descriptors [N,E] of the batch at hand, asked once per value; E may differ from D where
 *     the likeness compares rows to each other
 */
public record DistillationLoss(Likeness likeness, Supplier<Tensor> teacher) implements Loss {
    /** Keeps the scale of a batch of equal rows off zero. */
    private static final double SMALLEST_SCALE = 1e-6;

    /** What shall be alike. */
    public enum Likeness {
        /** Mean of 1 - cos(student, teacher). */
        COSINE,
        /** Mean squared difference of the numbers. */
        VALUES,
        /** Smooth L1 of all distances between rows, in units of their mean (RKD-D, Park et al. 2019, equation 6). */
        DISTANCES,
        /** Mean squared difference of all cosines between rows (after Tung and Mori 2019). */
        COSINES,
        /**
         * The same after each side's own mean of the batch is taken away: a student behind a BNNeck, whose mean is 0, cannot
         * take over that all descriptors of a teacher point much the same way.
         */
        CENTERED_COSINES
    }

    @Override
    public String name() {
        return "distillation";
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor student = in.descriptors();
        Tensor taught = teacher.get().detach();
        boolean rowByRow = likeness == Likeness.COSINE || likeness == Likeness.VALUES;
        if (taught.size(0) != student.size(0) || (rowByRow && taught.size(1) != student.size(1))) {
            throw new IllegalArgumentException("Teacher [" + taught.size(0) + "," + taught.size(1) + "] and student ["
                    + student.size(0) + "," + student.size(1) + "] do not fit: give the teacher's descriptors of the"
                    + " same batch, and use DISTANCES or COSINES where the dimensions differ");
        }
        return switch (likeness) {
            case COSINE -> Distance.ONE_MINUS_COSINE.between(student, taught).mean();
            case VALUES -> mse_loss(student, taught);
            case DISTANCES -> smooth_l1_loss(relative(student), relative(taught));
            case COSINES ->
                mse_loss(Distance.ONE_MINUS_COSINE.pairwise(student), Distance.ONE_MINUS_COSINE.pairwise(taught));
            case CENTERED_COSINES ->
                mse_loss(
                        Distance.ONE_MINUS_COSINE.pairwise(centered(student)),
                        Distance.ONE_MINUS_COSINE.pairwise(centered(taught)));
        };
    }

    private static Tensor centered(Tensor rows) {
        Tensor unit = Distance.normalized(rows);
        return unit.sub(unit.mean(new long[] {0}, true, new ScalarTypeOptional()));
    }

    private static Tensor relative(Tensor rows) {
        Tensor distances = Distance.L2.pairwise(rows);
        double pairs = Math.max(1, rows.size(0) * (rows.size(0) - 1.0));
        Tensor mean = distances.sum().div(new Scalar(pairs)).clamp_min(new Scalar(SMALLEST_SCALE));
        return distances.div(mean);
    }
}
