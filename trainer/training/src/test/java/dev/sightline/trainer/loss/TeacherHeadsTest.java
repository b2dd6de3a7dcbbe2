package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.of;
import static dev.sightline.trainer.loss.Numbers64.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TeacherHeadsTest {
    private static final double[][] TAUGHT = random(6, 5, 3);

    @Test
    void shouldCostOneForTheBatchMeanAndNothingForAPerfectHead() {
        try (PointerScope scope = new PointerScope();
                TeacherHeads heads = TeacherHeads.fresh(new Taught(() -> floats(TAUGHT), List.of(3)), 5, 1)) {
            Tensor weight = named(heads, "distillation-heads.0.weight");
            Tensor bias = named(heads, "distillation-heads.0.bias");
            // Five crops described by five directions at right angles: a head can say anything of each.
            double[][] apart = new double[5][5];
            for (int i = 0; i < 5; i++) {
                apart[i][i] = 7;
            }
            LossInput in = LossInput.of(floats(apart), labels(0, 0, 1, 1, 2));

            set(weight, new double[3][5]);
            set(bias, means());
            assertThat(heads.value(in).item_double()).isCloseTo(1, Offset.offset(1e-5));
            set(bias, new double[1][3]);
            set(weight, transposed());
            assertThat(heads.value(in).item_double()).isCloseTo(0, Offset.offset(1e-6));
        }
    }

    @Test
    void shouldAverageOverTeachersEachWithAHeadOfItsOwn() {
        double[][] both = random(3, 5, 5);
        try (PointerScope scope = new PointerScope();
                TeacherHeads heads = TeacherHeads.fresh(new Taught(() -> floats(both), List.of(2, 3)), 4, 9)) {
            LossInput in = LossInput.of(floats(random(8, 5, 4)), labels(0, 0, 1, 1, 2));
            Map<String, Tensor> own = heads.parameters();
            double first = alone(both, 0, 2, own, 0, in);
            double second = alone(both, 2, 3, own, 1, in);

            assertThat(heads.value(in).item_double()).isCloseTo((first + second) / 2, Offset.offset(1e-5));
            assertThat(own).hasSize(4);
        }
    }

    private static double alone(
            double[][] both, int from, int count, Map<String, Tensor> weights, int head, LossInput in) {
        double[][] part = new double[both.length][count];
        for (int i = 0; i < both.length; i++) {
            System.arraycopy(both[i], from, part[i], 0, count);
        }
        try (TeacherHeads one = TeacherHeads.fresh(new Taught(() -> floats(part), List.of(count)), 4, 0);
                NoGradGuard guard = new NoGradGuard()) {
            for (String name : List.of("weight", "bias")) {
                named(one, "distillation-heads.0." + name)
                        .copy_(Objects.requireNonNull(weights.get("distillation-heads." + head + "." + name)));
            }
            return one.value(in).item_double();
        }
    }

    @Test
    void shouldHandADirectionToTheStudentThatLowersTheCost() {
        try (PointerScope scope = new PointerScope();
                TeacherHeads heads = TeacherHeads.fresh(new Taught(() -> floats(TAUGHT), List.of(3)), 4, 2)) {
            Tensor rows = floats(random(8, 5, 4)).set_requires_grad(true);
            Tensor cost = heads.value(LossInput.of(rows, labels(0, 0, 1, 1, 2)));
            cost.backward();
            Tensor moved = rows.detach().sub(rows.grad().mul(new Scalar(1e-2)));

            assertThat(heads.value(LossInput.of(moved, labels(0, 0, 1, 1, 2))).item_double())
                    .isLessThan(cost.item_double());
        }
    }

    private static Tensor named(TeacherHeads heads, String name) {
        return Objects.requireNonNull(heads.parameters().get(name));
    }

    private static double[][] means() {
        double[][] means = new double[1][3];
        for (double[] row : TAUGHT) {
            for (int i = 0; i < 3; i++) {
                means[0][i] += row[i] / TAUGHT.length;
            }
        }
        return means;
    }

    private static double[][] transposed() {
        double[][] turned = new double[3][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 3; j++) {
                turned[j][i] = TAUGHT[i][j] / Math.sqrt(5); // The student's rows are of length sqrt(5).
            }
        }
        return turned;
    }

    private static void set(Tensor leaf, double[][] values) {
        try (NoGradGuard guard = new NoGradGuard()) {
            leaf.copy_(floats(values).view_as(leaf));
        }
    }

    private static Tensor floats(double[][] rows) {
        return of(rows).to(ScalarType.Float);
    }
}
