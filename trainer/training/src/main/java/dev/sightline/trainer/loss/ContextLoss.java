package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.relu;

import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * Where a part of a picture lies beside another (Doersch et al., Unsupervised Visual Representation Learning by Context
 * Prediction, 2015, section 3): rows 0 and 1, 2 and 3 and so on are the middle patch and one of its eight neighbors, both
 * described by the one network, and a head of two layers, which is left behind after training, says which of the eight. The
 * label of both rows is the place, 0 to 7, row by row from the top left. Chance is ln 8 = 2.08.
 */
public final class ContextLoss implements Loss {
    /** Places around the middle. */
    public static final int PLACES = 8;

    private final Leaf hidden;
    private final Leaf shift;
    private final Leaf out;

    private ContextLoss(Leaf hidden, Leaf shift, Leaf out) {
        this.hidden = hidden;
        this.shift = shift;
        this.out = out;
    }

    /**
     * With a fresh head, on the CPU.
     *
     * @param dimension numbers of a feature
     * @param width of the head's inner layer
     */
    public static ContextLoss fresh(int dimension, int width, long seed) {
        return new ContextLoss(
                Leaf.trained(Leaf.normal(Math.sqrt(1.0 / dimension), seed, width, 2L * dimension)),
                Leaf.trained(Tensor.create(new float[width], width)),
                Leaf.trained(Leaf.normal(Math.sqrt(1.0 / width), seed + 1, PLACES, width)));
    }

    @Override
    public String name() {
        return "context";
    }

    @Override
    public Tensor value(LossInput in) {
        long rows = in.rows();
        if (rows % 2 != 0) {
            throw new IllegalArgumentException(rows + " rows are no pairs of patches: give an even number");
        }
        Tensor unit = Distance.normalized(in.features());
        Tensor scaled = unit.mul(new Scalar(Math.sqrt(unit.size(1))));
        Tensor both = cat(new TensorVector(every(scaled, 0), every(scaled, 1)), 1);
        Tensor inner = relu(linear(both, hidden.tensor(), new TensorOptional(shift.tensor())));
        return LabelSmoothing.NONE.crossEntropy(linear(inner, out.tensor()), every(in.labels(), 0));
    }

    private static Tensor every(Tensor rows, long first) {
        return rows.slice(0, new LongOptional(first), new LongOptional(rows.size(0)), 2);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("context.hidden", hidden.tensor(), "context.shift", shift.tensor(), "context.out", out.tensor());
    }

    @Override
    public void move(Device device) {
        hidden.move(device);
        shift.move(device);
        out.move(device);
    }

    @Override
    public void close() {
        hidden.close();
        shift.close();
        out.close();
    }
}
