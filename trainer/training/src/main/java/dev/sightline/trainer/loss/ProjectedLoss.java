package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.relu;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * A loss on a nonlinear projection of the features: linear, ReLU, linear (SimCLR, Chen et al. 2020, section 4.2). The
 * projection is left behind after training: it throws away what the loss makes the network ignore, such as color, which the
 * features in front of it keep.
 */
public final class ProjectedLoss implements Loss {
    private final Loss inner;
    private final Leaf hidden;
    private final Leaf shift;
    private final Leaf out;

    private ProjectedLoss(Loss inner, Leaf hidden, Leaf shift, Leaf out) {
        this.inner = inner;
        this.hidden = hidden;
        this.shift = shift;
        this.out = out;
    }

    /**
     * With a fresh projection, on the CPU.
     *
     * @param inner without parameters of its own; closed with this
     * @param dimension numbers of a feature
     * @param projected numbers behind the projection
     */
    public static ProjectedLoss fresh(Loss inner, int dimension, int projected, long seed) {
        if (!inner.parameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "loss " + inner.name() + " has a head of its own and takes no projection");
        }
        return new ProjectedLoss(
                inner,
                Leaf.trained(Leaf.normal(Math.sqrt(2.0 / dimension), seed, dimension, dimension)),
                Leaf.trained(Tensor.create(new float[dimension], dimension)),
                Leaf.trained(Leaf.normal(Math.sqrt(1.0 / dimension), seed + 1, projected, dimension)));
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor rows = projected(in.features());
        Optional<References> references = in.references().map(r -> new References(projected(r.rows()), r.labels()));
        return inner.value(new LossInput(rows, rows, in.labels(), references, in.pictures(), in.maybeOne()));
    }

    private Tensor projected(Tensor features) {
        Tensor rows = relu(linear(features, hidden.tensor(), new TensorOptional(shift.tensor())));
        return linear(rows, out.tensor());
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of(
                name() + ".hidden", hidden.tensor(), name() + ".shift", shift.tensor(), name() + ".out", out.tensor());
    }

    @Override
    public void move(Device device) {
        hidden.move(device);
        shift.move(device);
        out.move(device);
    }

    @Override
    public void close() {
        inner.close();
        hidden.close();
        shift.close();
        out.close();
    }
}
