package dev.sightline.trainer.loss;

import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Keeps new descriptors comparable with those of an old model, so that a gallery need not be described again (the influence loss
 * of backward-compatible training: Shen et al., Towards Backward-Compatible Representation Learning, 2020, equation 6): each new
 * descriptor must be recognized by a classifier of the old model, whose weight for a person is, as the paper has it for people that
 * the old one did not learn (section 3.4), the mean of the old descriptors. These weights do not learn.
 */
public final class CompatibleLoss implements Loss {
    private final Leaf people;
    private final double scale;

    /**
     * @param people for each training identity the mean of the old model's descriptors, all of one dimension; of length 1
     * @param scale of the cosines, above 0
     */
    public CompatibleLoss(List<float[]> people, double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("Scale " + scale + " is not allowed: use a number above 0, such as 20");
        }
        int width = people.get(0).length;
        float[] flat = new float[Math.multiplyExact(people.size(), width)];
        for (int i = 0; i < people.size(); i++) {
            System.arraycopy(people.get(i), 0, flat, i * width, width);
        }
        this.people = Leaf.kept(Tensor.create(flat, people.size(), width));
        this.scale = scale;
    }

    @Override
    public String name() {
        return "compatible";
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor unit = Distance.normalized(in.descriptors());
        Tensor old = people.tensor().to(unit.scalar_type());
        return LabelSmoothing.NONE.crossEntropy(unit.matmul(old.t()).mul(new Scalar(scale)), in);
    }

    @Override
    public void move(Device device) {
        people.move(device);
    }

    @Override
    public void close() {
        people.close();
    }
}
