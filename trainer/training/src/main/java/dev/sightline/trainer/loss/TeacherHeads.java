package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.linear;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * Each teacher's descriptor, regressed from the student's direction by a linear head of its own. The value is the mean
 * over the teachers of the share of a teacher's variance inside the batch that its head does not explain: 1 says no more than
 * the batch's mean, 0 everything. So the student must carry what each teacher knows, in whatever form. The heads are left behind
 * after training. They see numbers of about 1, a direction of length sqrt(D), so that a few steps of an optimizer fit them.
 */
public final class TeacherHeads implements Loss {
    /** Keeps the scale of a batch of equal rows off zero. */
    private static final double SMALLEST_VARIANCE = 1e-6;

    /** Fresh heads say next to nothing, so that they learn before the student follows them. */
    private static final double DEVIATION = .001;

    private final Taught taught;
    private final List<Leaf> weights = new ArrayList<>();
    private final List<Leaf> biases = new ArrayList<>();

    private TeacherHeads(Taught taught) {
        this.taught = taught;
    }

    /** With fresh heads, on the CPU. */
    public static TeacherHeads fresh(Taught taught, int dimension, long seed) {
        TeacherHeads heads = new TeacherHeads(taught);
        for (int i = 0; i < taught.dimensions().size(); i++) {
            int rows = taught.dimensions().get(i);
            heads.weights.add(Leaf.trained(Leaf.normal(DEVIATION, seed + i, rows, dimension)));
            heads.biases.add(Leaf.trained(Tensor.create(new float[rows], rows)));
        }
        return heads;
    }

    @Override
    public String name() {
        return "distillation-heads";
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor unit = Distance.normalized(in.descriptors());
        Tensor student = unit.mul(new Scalar(Math.sqrt(unit.size(1))));
        Tensor all = taught.rows().get().detach();
        Tensor sum = null;
        long from = 0;
        for (int i = 0; i < weights.size(); i++) {
            long dimension = taught.dimensions().get(i);
            Tensor teacher = all.narrow(1, from, dimension);
            Tensor said = linear(
                    student,
                    weights.get(i).tensor(),
                    new TensorOptional(biases.get(i).tensor()));
            Tensor unexplained = unexplained(teacher, said);
            sum = sum == null ? unexplained : sum.add(unexplained);
            from += dimension;
        }
        if (sum == null) {
            throw new IllegalStateException("there is no teacher to learn from");
        }
        return sum.div(new Scalar((double) weights.size()));
    }

    private static Tensor unexplained(Tensor teacher, Tensor said) {
        Tensor variance = teacher.sub(teacher.mean(new long[] {0}, true, new ScalarTypeOptional()))
                .square()
                .sum()
                .clamp_min(new Scalar(SMALLEST_VARIANCE));
        return said.sub(teacher).square().sum().div(variance);
    }

    @Override
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            all.put(name() + "." + i + ".weight", weights.get(i).tensor());
            all.put(name() + "." + i + ".bias", biases.get(i).tensor());
        }
        return all;
    }

    @Override
    public void move(Device device) {
        weights.forEach(w -> w.move(device));
        biases.forEach(b -> b.move(device));
    }

    @Override
    public void close() {
        weights.forEach(Leaf::close);
        biases.forEach(Leaf::close);
    }
}
