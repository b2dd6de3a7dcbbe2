package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.assertClose;
import static dev.sightline.trainer.loss.Numbers64.gradient;
import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.leaf;
import static dev.sightline.trainer.loss.Numbers64.of;
import static dev.sightline.trainer.loss.Numbers64.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses over all pairs of a batch. */
class BatchLossTest {

    @ParameterizedTest
    @ValueSource(doubles = {.1, .5, 1})
    void shouldMatchNtXentOfTheReferenceInAnyOrderOfRows(double temperature) throws IOException {
        ReferenceCase reference = ReferenceCase.require("ntxent");
        NtXentLoss loss = new NtXentLoss(temperature);
        try (PointerScope scope = new PointerScope()) {
            Tensor z = leaf(reference.matrix("z"));
            Tensor interleaved = of(reference.matrix("z_interleaved"));

            Tensor value = loss.value(LossInput.of(z, labels(0, 1, 2, 3, 0, 1, 2, 3)));
            Tensor again = loss.value(LossInput.of(interleaved, labels(0, 0, 1, 1, 2, 2, 3, 3)));

            assertClose(value, reference.expected().get("tau" + temperature + "_loss"));
            assertClose(again, reference.expected().get("tau" + temperature + "_loss"));
            assertClose(gradient(value, z), reference.expected().get("tau" + temperature + "_grad"));
        }
    }

    @Test
    void shouldAverageOverSeveralPositives() {
        double[][] rows = random(3, 5, 3);
        int[] people = {0, 0, 0, 1, 2};
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            double others = 0;
            double own = 0;
            for (int j = 0; j < 5; j++) {
                others += j == i ? 0 : Math.exp(cosine(rows[i], rows[j]) / .5);
                own += j != i && people[j] == people[i] ? cosine(rows[i], rows[j]) / .5 / 2 : 0;
            }
            expected += (Math.log(others) - own) / 3;
        }
        try (PointerScope scope = new PointerScope()) {
            LossInput in = LossInput.of(of(rows), labels(0, 0, 0, 1, 2));
            assertThat(new NtXentLoss(.5).value(in).item_double()).isCloseTo(expected, Offset.offset(1e-9));
        }
        Differences.assertGradient(x -> new NtXentLoss(.5).value(LossInput.of(x, labels(0, 0, 0, 1, 2))), rows);
    }

    private static double cosine(double[] a, double[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }

    @ParameterizedTest
    @CsvSource({"triplet_raw,false", "triplet_normalised,true"})
    void shouldMatchTheWeightedTripletOfTheReference(String file, boolean normalized) throws IOException {
        ReferenceCase reference = ReferenceCase.require(file);
        try (PointerScope scope = new PointerScope()) {
            Tensor x = leaf(reference.matrix("x"));

            Tensor value =
                    new WeightedTripletLoss(normalized).value(LossInput.of(x, labels(reference.numbers("labels"))));

            assertClose(value, reference.expected().get("weighted_reg_soft_loss"));
            assertClose(gradient(value, x), reference.expected().get("weighted_reg_soft_grad"));
        }
    }

    @Test
    void shouldPaceCirclePairsAsWorkedOutByHand() {
        double[][] rows = random(4, 6, 3);
        int[] people = {0, 0, 0, 1, 1, 2};
        double m = .25;
        double gamma = 8;
        double expected = 0;
        for (int i = 0; i < 5; i++) { // the last person has one crop
            double strangers = 0;
            double friends = 0;
            for (int j = 0; j < 6; j++) {
                double s = cosine(rows[i], rows[j]);
                if (people[j] != people[i]) {
                    strangers += Math.exp(gamma * Math.max(0, s + m) * (s - m));
                } else if (j != i) {
                    friends += Math.exp(-gamma * Math.max(0, 1 + m - s) * (s - 1 + m));
                }
            }
            expected += Math.log1p(strangers * friends) / 5;
        }
        try (PointerScope scope = new PointerScope()) {
            LossInput in = LossInput.of(of(rows), labels(0, 0, 0, 1, 1, 2));
            assertThat(new CircleLoss(m, gamma).value(in).item_double()).isCloseTo(expected, Offset.offset(1e-9));
        }
    }

    @Test
    void shouldPullTheCircleAsInEquationNine() {
        double m = .25;
        double gamma = 8;
        double[][] rows = {{1, .2}, {.8, .5}, {-.3, 1}};
        try (PointerScope scope = new PointerScope()) {
            Tensor x = leaf(rows);
            Tensor value = new CircleLoss(m, gamma).value(LossInput.of(x, labels(0, 0, 1)));

            // Both anchors have one positive and one negative: the loss is softplus(z), its slope Z = sigmoid(z).
            double[] gradient = gradient(value, x);
            double[][] expected = new double[3][2];
            for (int i = 0; i < 2; i++) {
                double sp = cosine(rows[0], rows[1]);
                double sn = cosine(rows[i], rows[2]);
                double an = Math.max(0, sn + m);
                double ap = Math.max(0, 1 + m - sp);
                double z = 1 / (1 + Math.exp(-(gamma * an * (sn - m) - gamma * ap * (sp - 1 + m))));
                addSlope(expected, rows, i, 2, z * gamma * an / 2);
                addSlope(expected, rows, 0, 1, -z * gamma * ap / 2);
            }
            for (int i = 0; i < 6; i++) {
                assertThat(gradient[i]).isCloseTo(expected[i / 2][i % 2], Offset.offset(1e-9));
            }
        }
    }

    /** Adds weight times the derivative of cos(rows a, rows b). */
    private static void addSlope(double[][] to, double[][] rows, int a, int b, double weight) {
        double cos = cosine(rows[a], rows[b]);
        double la = Math.hypot(rows[a][0], rows[a][1]);
        double lb = Math.hypot(rows[b][0], rows[b][1]);
        for (int i = 0; i < 2; i++) {
            to[a][i] += weight * (rows[b][i] / (la * lb) - cos * rows[a][i] / (la * la));
            to[b][i] += weight * (rows[a][i] / (la * lb) - cos * rows[b][i] / (lb * lb));
        }
    }

    @ParameterizedTest
    @EnumSource(DistillationLoss.Likeness.class)
    void shouldLearnFromATeacherByTheTrueGradient(DistillationLoss.Likeness likeness) {
        double[][] taught = random(6, 5, 4);
        Differences.assertGradient(
                x -> new DistillationLoss(likeness, () -> of(taught)).value(LossInput.of(x, labels(0, 0, 1, 1, 2))),
                random(7, 5, 4));
        try (PointerScope scope = new PointerScope()) {
            LossInput same = LossInput.of(of(taught), labels(0, 0, 1, 1, 2));
            assertThat(new DistillationLoss(likeness, () -> of(taught))
                            .value(same)
                            .item_double())
                    .isCloseTo(0, Offset.offset(1e-12));
        }
    }

    @Test
    void shouldCompareRelationsAcrossDimensionsAndRefuseRowByRow() {
        double[][] taught = random(6, 4, 7);
        try (PointerScope scope = new PointerScope()) {
            LossInput in = LossInput.of(of(random(8, 4, 3)), labels(0, 0, 1, 1));

            assertThat(distil(DistillationLoss.Likeness.COSINES, taught)
                            .value(in)
                            .item_double())
                    .isPositive();
            assertThatThrownBy(() ->
                            distil(DistillationLoss.Likeness.COSINE, taught).value(in))
                    .hasMessageContaining("Teacher [4,7] and student [4,3] do not fit");
        }
    }

    private static DistillationLoss distil(DistillationLoss.Likeness likeness, double[][] taught) {
        return new DistillationLoss(likeness, () -> of(taught));
    }
}
