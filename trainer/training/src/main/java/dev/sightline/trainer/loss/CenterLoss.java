package dev.sightline.trainer.loss;

import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Features near the center of their identity (Wen et al. 2016). The centers are no parameters: after each step they follow
 * the batch by themselves, c -= rate * sum(c - x) / (1 + n) (equation 4).
 */
public final class CenterLoss implements Loss {
    private final Leaf centers;
    private final Form form;
    private final double rate;

    /** The scalings in use. */
    public enum Form {
        /** 1/2 sum |x - c|^2: the paper. */
        HALF_SUM,
        /** 1/2 mean |x - c|^2. */
        HALF_MEAN,
        /** mean |x - c|^2: the code of BoT, with weight .0005. */
        MEAN
    }

    /** With centers [classes,D], which are copied; {@code rate} above 0 up to 1, the paper's is .5. */
    public CenterLoss(Tensor centers, Form form, double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("Center rate " + rate + " is not allowed: use above 0 to 1, such as .5");
        }
        this.centers = Leaf.kept(centers);
        this.form = form;
        this.rate = rate;
    }

    /** With centers drawn at random, on the CPU. */
    public static CenterLoss fresh(int classes, int dimension, Form form, double rate, long seed) {
        return new CenterLoss(Leaf.normal(1, seed, classes, dimension), form, rate);
    }

    @Override
    public String name() {
        return "center";
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor squares = in.features()
                .sub(centers.tensor().index_select(0, in.labels()))
                .square()
                .sum();
        return squares.mul(new Scalar(
                switch (form) {
                    case HALF_SUM -> .5;
                    case HALF_MEAN -> .5 / in.rows();
                    case MEAN -> 1.0 / in.rows();
                }));
    }

    @Override
    public void afterStep(LossInput in) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor all = centers.tensor();
            Tensor apart = all.index_select(0, in.labels()).sub(in.features());
            Tensor sums = all.clone().zero_().index_add_(0, in.labels(), apart);
            Tensor counts = all.select(1, 0)
                    .clone()
                    .fill_(new Scalar(1.0))
                    .index_add_(0, in.labels(), apart.select(1, 0).clone().fill_(new Scalar(1.0)));
            all.sub_(sums.div(counts.unsqueeze(1)), new Scalar(rate));
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("centre.centres", centers.tensor());
    }

    @Override
    public void move(Device device) {
        centers.move(device);
    }

    @Override
    public void close() {
        centers.close();
    }
}
