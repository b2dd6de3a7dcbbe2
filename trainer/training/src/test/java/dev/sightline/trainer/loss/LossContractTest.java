package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.mine.BatchAll;
import dev.sightline.trainer.mine.BatchHard;
import dev.sightline.trainer.mine.GivenTriplets;
import dev.sightline.trainer.mine.SemiHard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** What every loss promises. */
class LossContractTest {
    private static final int WIDTH = 4;

    /** Every loss there is, over 6 rows of {@link #WIDTH} and 3 people. */
    private static List<Loss> all() {
        List<Loss> all = new ArrayList<>(List.of(
                SoftmaxLoss.fresh(3, WIDTH, LabelSmoothing.overAll(.1), 1),
                AngularLoss.fresh(3, WIDTH, new AngularMargin.CosFace(.35), 30, 1),
                AdaFaceLoss.fresh(3, WIDTH, .4, 64, 1),
                CenterLoss.fresh(3, WIDTH, CenterLoss.Form.HALF_MEAN, .5, 1),
                new NtXentLoss(.1),
                ProjectedLoss.fresh(new NtXentLoss(.5), WIDTH, 3, 1),
                new CircleLoss(.25, 64),
                new WeightedTripletLoss(false),
                new WeightedTripletLoss(true)));
        for (AngularMargin.ArcFace.Guard guard : AngularMargin.ArcFace.Guard.values()) {
            all.add(AngularLoss.fresh(3, WIDTH, new AngularMargin.ArcFace(.5, guard), 30, 1));
        }
        all.add(AngularLoss.fresh(
                new AngularLoss.Classes(3, 2),
                WIDTH,
                new AngularMargin.ArcFace(.5, AngularMargin.ArcFace.Guard.STANDARD),
                30,
                1));
        for (VerificationHead.Comparison comparison : VerificationHead.Comparison.values()) {
            all.add(VerificationHead.fresh(Pairing.ALL, comparison, false, WIDTH));
            all.add(VerificationHead.fresh(Pairing.NEIGHBORS, comparison, true, WIDTH));
        }
        for (DistillationLoss.Likeness likeness : DistillationLoss.Likeness.values()) {
            all.add(new DistillationLoss(likeness, () -> floats(random(9, 6, WIDTH))));
            all.add(new DistillationLoss(likeness, () -> floats(new double[6][WIDTH])));
        }
        all.add(TeacherHeads.fresh(new Taught(() -> floats(random(9, 6, 5)), List.of(2, 3)), WIDTH, 1));
        all.add(TeacherHeads.fresh(new Taught(() -> floats(new double[6][3]), List.of(3)), WIDTH, 1));
        for (Distance distance : Distance.values()) {
            for (ContrastiveLoss.Form form : ContrastiveLoss.Form.values()) {
                all.add(new ContrastiveLoss(Pairing.ALL, distance, false, 1, form));
                all.add(new ContrastiveLoss(Pairing.NEIGHBORS, distance, true, 1, form));
            }
            triplets(distance, all);
        }
        return all;
    }

    private static void triplets(Distance distance, List<Loss> all) {
        for (boolean normalized : new boolean[] {false, true}) {
            Margin soft = new Margin.Soft();
            Margin hard = new Margin.Hard(.3);
            all.add(new TripletLoss(new BatchHard(), distance, normalized, soft, TripletLoss.Mean.ALL));
            all.add(new TripletLoss(new BatchAll(), distance, normalized, hard, TripletLoss.Mean.ACTIVE));
            all.add(new TripletLoss(new GivenTriplets(), distance, normalized, hard, TripletLoss.Mean.ALL));
            for (SemiHard.Choice choice : SemiHard.Choice.values()) {
                all.add(new TripletLoss(new SemiHard(choice, .3), distance, normalized, hard, TripletLoss.Mean.ALL));
            }
        }
    }

    private static Tensor floats(double[][] rows) {
        return Numbers64.of(rows).to(ScalarType.Float);
    }

    @Test
    void shouldHaveFiniteValuesAndGradientsAtDistanceZeroAndOfZeroRows() {
        double[][] equal = new double[6][WIDTH];
        Arrays.stream(equal).forEach(row -> Arrays.fill(row, .7));
        double[][] twins = random(2, 6, WIDTH);
        twins[1] = twins[0].clone();
        twins[5] = twins[0].clone();
        for (double[][] rows : List.of(equal, new double[6][WIDTH], twins, random(3, 6, WIDTH))) {
            for (Loss loss : all()) {
                try (PointerScope scope = new PointerScope();
                        loss) {
                    Tensor leaf = floats(rows);
                    leaf.set_requires_grad(true);

                    Tensor value = loss.value(LossInput.of(leaf, labels(0, 0, 1, 1, 2, 2)));

                    assertThat(value.dim()).as("%s", loss).isZero();
                    assertThat(value.item_double()).as("%s", loss).isFinite();
                    assertThat(Arrays.stream(Numbers64.gradient(value, leaf)))
                            .as("%s at %s", loss, Arrays.deepToString(rows))
                            .allMatch(Double::isFinite);
                    loss.parameters()
                            .forEach((name, parameter) -> assertThat(Arrays.stream(Numbers64.read(parameter.grad())))
                                    .as(name)
                                    .allMatch(Double::isFinite));
                }
            }
        }
    }

    @Test
    void shouldNameParametersByTheLossAndHoldThemInTheState() {
        for (Loss loss : all()) {
            try (loss) {
                assertThat(loss.name()).matches("[a-z-]+");
                assertThat(loss.parameters().keySet()).allMatch(key -> key.startsWith(loss.name() + "."));
                assertThat(loss.state().keySet()).containsAll(loss.parameters().keySet());
            }
        }
    }

    @Test
    void shouldSumWeightedTermsFromTheirEpochOn() {
        try (PointerScope scope = new PointerScope();
                CombinedLoss combined = new CombinedLoss(List.of(
                        new CombinedLoss.Term(SoftmaxLoss.fresh(3, WIDTH, LabelSmoothing.NONE, 1), 1, 0),
                        new CombinedLoss.Term(TripletLoss.batchHard(true, new Margin.Soft()), .5, 2),
                        new CombinedLoss.Term(CenterLoss.fresh(3, WIDTH, CenterLoss.Form.MEAN, .5, 1), .01, 0)))) {
            LossInput in = LossInput.of(floats(random(4, 6, WIDTH)), labels(0, 0, 1, 1, 2, 2));

            CombinedLoss.Parts early = combined.measured(in);
            combined.startEpoch(2);
            CombinedLoss.Parts late = combined.measured(in);

            assertThat(early.parts()).containsOnlyKeys("softmax", "center");
            assertThat(late.parts()).containsOnlyKeys("softmax", "triplet", "center");
            assertThat(late.total().item_double())
                    .isCloseTo(
                            part(late, "softmax") + .5 * part(late, "triplet") + .01 * part(late, "center"),
                            Offset.offset(1e-5));
            assertThat(combined.parameters()).containsOnlyKeys("softmax.weight");
            assertThat(combined.state()).containsOnlyKeys("softmax.weight", "centre.centres");
            double before = part(late, "center");
            combined.afterStep(in);
            assertThat(part(combined.measured(in), "center")).isLessThan(before);
        }
    }

    private static double part(CombinedLoss.Parts parts, String name) {
        Tensor part = parts.parts().get(name);
        return part == null ? Double.NaN : part.item_double();
    }

    @Test
    void shouldRefuseSumsThatCannotWork() {
        Loss triplet = TripletLoss.batchHard(true, new Margin.Soft());
        assertThatThrownBy(() -> new CombinedLoss(List.of(new CombinedLoss.Term(triplet, 1, 3))))
                .hasMessageContaining("nothing to learn at first");
        CombinedLoss.Term term = new CombinedLoss.Term(triplet, 1, 0);
        assertThatThrownBy(() -> new CombinedLoss(List.of(term, term))).hasMessageContaining("given once");
        assertThatThrownBy(() -> new CombinedLoss.Term(triplet, 0, 0))
                .hasMessageContaining("Weight 0.0 of loss triplet");
    }
}
