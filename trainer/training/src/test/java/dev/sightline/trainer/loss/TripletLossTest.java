package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.assertClose;
import static dev.sightline.trainer.loss.Numbers64.gradient;
import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.leaf;
import static dev.sightline.trainer.loss.Numbers64.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.mine.BatchAll;
import dev.sightline.trainer.mine.BatchHard;
import dev.sightline.trainer.mine.Miner;
import dev.sightline.trainer.mine.SemiHard;
import dev.sightline.trainer.mine.Triplets;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TripletLossTest {

    /** File, whether normalized, key of value and gradient, and the loss they are of. */
    private record Case(String file, String value, String gradient, TripletLoss loss) {}

    static Stream<Arguments> cases() {
        return Stream.of(false, true)
                .flatMap(n -> cases(n ? "triplet_normalised" : "triplet_raw", n).map(Arguments::of));
    }

    private static Stream<Case> cases(String file, boolean normalized) {
        Margin m3 = new Margin.Hard(.3);
        Margin m2 = new Margin.Hard(.2);
        return Stream.of(
                of(file, "batch_hard_margin0.3", "_loss", TripletLoss.batchHard(normalized, m3)),
                of(file, "batch_hard_soft", "_loss", TripletLoss.batchHard(normalized, new Margin.Soft())),
                of(file, "batch_all_l2_m0.3_mean_nonzero", "", active(Distance.L2, normalized, m3)),
                of(file, "batch_all_sq_a0.2_mean_nonzero", "", active(Distance.SQUARED_L2, normalized, m2)),
                of(file, "semihard_set_l2_m0.3", "_mean", semi(SemiHard.Choice.ALL, Distance.L2, normalized, m3)),
                of(
                        file,
                        "semihard_set_sq_a0.2",
                        "_mean",
                        semi(SemiHard.Choice.ALL, Distance.SQUARED_L2, normalized, m2)),
                of(
                        file,
                        "facenet_nearest_semihard_mean",
                        "",
                        semi(SemiHard.Choice.NEAREST, Distance.SQUARED_L2, normalized, m2)),
                new Case(
                        file,
                        "tfa_semihard_m1_mean",
                        "tfa_semihard_m1_grad",
                        semi(
                                SemiHard.Choice.NEAREST_OR_FARTHEST,
                                Distance.SQUARED_L2,
                                normalized,
                                new Margin.Hard(1))));
    }

    private static Case of(String file, String key, String value, TripletLoss loss) {
        return new Case(file, key + value, key + "_grad", loss);
    }

    private static TripletLoss active(Distance distance, boolean normalized, Margin margin) {
        return new TripletLoss(new BatchAll(), distance, normalized, margin, TripletLoss.Mean.ACTIVE);
    }

    private static TripletLoss semi(SemiHard.Choice choice, Distance distance, boolean normalized, Margin.Hard margin) {
        return new TripletLoss(new SemiHard(choice, margin.by()), distance, normalized, margin, TripletLoss.Mean.ALL);
    }

    private static TripletLoss semi(SemiHard.Choice choice, Distance distance, boolean normalized, Margin margin) {
        return semi(choice, distance, normalized, (Margin.Hard) margin);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldMatchTheReference(Case one) throws IOException {
        ReferenceCase reference = ReferenceCase.require(one.file());
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = leaf(reference.matrix("x"));

            Tensor value = one.loss().value(LossInput.of(rows, labels(reference.numbers("labels"))));

            assertClose(value, reference.expected().get(one.value()));
            assertClose(gradient(value, rows), reference.expected().get(one.gradient()));
        }
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void shouldHaveFiniteGradientsWhereAllRowsAreEqualOrZero(Distance distance) {
        for (Miner miner : new Miner[] {new BatchHard(), new BatchAll()}) {
            for (double at : new double[] {0, .5}) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor rows = leaf(new double[][] {{at, at}, {at, at}, {at, at}, {at, at}});
                    TripletLoss loss = new TripletLoss(miner, distance, true, new Margin.Soft(), TripletLoss.Mean.ALL);

                    Tensor value = loss.value(LossInput.of(rows, labels(0, 0, 1, 1)));

                    assertThat(value.item_double()).isCloseTo(Math.log(2), Offset.offset(1e-9));
                    assertThat(Arrays.stream(gradient(value, rows))).allMatch(Double::isFinite);
                }
            }
        }
    }

    @Test
    void shouldCostNothingWithoutStrangersOrSecondCrops() {
        try (PointerScope scope = new PointerScope()) {
            TripletLoss loss = TripletLoss.batchHard(false, new Margin.Soft());
            Tensor rows = leaf(Numbers64.random(1, 3, 4));

            Tensor alone = loss.value(LossInput.of(rows, labels(0, 0, 0)));
            Tensor single = loss.value(LossInput.of(rows, labels(0, 1, 2)));

            assertThat(alone.item_double()).isZero();
            assertThat(gradient(single, rows)).containsOnly(0);
        }
    }

    @Test
    void shouldNotFollowTheChoiceOfTriplets() {
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = leaf(Numbers64.random(2, 6, 3));
            TripletLoss loss = TripletLoss.batchHard(true, new Margin.Hard(.3));

            double[] gradient = gradient(loss.value(LossInput.of(rows, labels(0, 0, 1, 1, 2, 2))), rows);

            // Against differences: a normalized row's gradient is orthogonal to the row.
            double[] values = read(rows);
            for (int row = 0; row < 6; row++) {
                double dot = 0;
                for (int i = 0; i < 3; i++) {
                    dot += values[row * 3 + i] * gradient[row * 3 + i];
                }
                assertThat(dot).isCloseTo(0, Offset.offset(1e-12));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TripletLoss.Mean.class)
    void shouldCostAllTripletsWhatAListOfThemCosts(TripletLoss.Mean mean) {
        for (Margin margin : List.of(new Margin.Hard(.3), new Margin.Soft())) {
            try (PointerScope scope = new PointerScope()) {
                Tensor rows = leaf(Numbers64.random(7, 9, 4));
                Tensor labels = labels(0, 0, 0, 1, 1, 2, 2, 2, 3);
                Tensor distances = Distance.L2.pairwise(Distance.normalized(rows));
                Triplets all = new BatchAll().mine(distances, labels);
                Tensor flat = distances.flatten();
                Tensor from = all.anchors().mul(new Scalar(9L));
                Tensor costs = margin.cost(flat.index_select(0, from.add(all.positives()))
                        .sub(flat.index_select(0, from.add(all.negatives()))));
                Tensor listed = mean == TripletLoss.Mean.ALL
                        ? costs.mean()
                        : costs.sum().div(costs.detach().gt(new Scalar(0.0)).sum());
                double[] expected = gradient(listed, rows);

                rows = leaf(Numbers64.random(7, 9, 4));
                Tensor value = new TripletLoss(new BatchAll(), Distance.L2, true, margin, mean)
                        .value(LossInput.of(rows, labels));

                assertThat(value.item_double()).isCloseTo(listed.item_double(), Offset.offset(1e-12));
                assertThat(gradient(value, rows)).containsExactly(expected, Offset.offset(1e-12));
            }
        }
    }

    @Test
    void shouldTakeSixHundredCropsWithoutACubeOfThem() {
        // Every three crops at once would be 1.7 GB of distances alone.
        double[] crowd = new double[600];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = i / 4;
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = leaf(Numbers64.random(3, 600, 8));
            Tensor labels = Numbers64.labels(crowd);
            long before = Pointer.physicalBytes();
            for (Miner miner : List.of(new BatchAll(), new SemiHard(SemiHard.Choice.NEAREST, .2))) {
                TripletLoss loss =
                        new TripletLoss(miner, Distance.SQUARED_L2, true, new Margin.Hard(.2), TripletLoss.Mean.ACTIVE);

                assertThat(Arrays.stream(gradient(loss.value(LossInput.of(rows, labels)), rows)))
                        .anyMatch(g -> g != 0);
            }
            assertThat(Pointer.physicalBytes() - before).isLessThan(600L << 20);
        }
    }

    @Test
    void shouldRefuseAMarginOfNothing() {
        assertThatThrownBy(() -> new Margin.Hard(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new SemiHard(SemiHard.Choice.ALL, -1)).hasMessageContaining("above 0");
    }
}
