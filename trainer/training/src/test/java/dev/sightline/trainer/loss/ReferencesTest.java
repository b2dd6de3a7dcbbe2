package dev.sightline.trainer.loss;

import static dev.sightline.trainer.loss.Numbers64.labels;
import static dev.sightline.trainer.loss.Numbers64.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.trainer.mine.BatchAll;
import dev.sightline.trainer.mine.BatchHard;
import dev.sightline.trainer.mine.SemiHard;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Losses that compare a batch with rows of earlier ones. */
class ReferencesTest {
    private static final double[][] BATCH = {{1, 0}, {.6, .8}, {0, 1}};
    private static final double[][] OLD = {{-1, 0}, {.8, .6}};
    private static final long[] OWN = {0, 0, 1};
    private static final long[] ALL = {0, 0, 1, 1, 0};

    private static LossInput with(Tensor rows, double[][] old, long[] own, long[] all) {
        Tensor references = org.bytedeco.pytorch.global.torch.cat(
                new org.bytedeco.pytorch.TensorVector(rows, Numbers64.of(old)), 0);
        return new LossInput(
                rows,
                rows,
                labels(own),
                Optional.of(new References(references, labels(all))),
                Optional.empty(),
                Optional.empty());
    }

    private static double value(Loss loss) {
        try (PointerScope scope = new PointerScope()) {
            return loss.value(with(Numbers64.of(BATCH), OLD, OWN, ALL)).item_double();
        }
    }

    /** Cosines of the batch to all references, by hand. */
    private static final double[][] COSINES = {
        {1, .6, 0, -1, .8},
        {.6, 1, .8, -.6, .96},
        {0, .8, 1, 0, .6}
    };

    @Test
    void shouldCountRowsOfTheQueueAmongWhatNtXentTellsApart() {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double others = 0;
            double friends = 0;
            int count = 0;
            for (int j = 0; j < 5; j++) {
                if (j != i) {
                    others += Math.exp(COSINES[i][j] / .5);
                    if (OWN[i] == ALL[j]) {
                        friends += COSINES[i][j] / .5;
                        count++;
                    }
                }
            }
            sum += Math.log(others) - friends / count;
        }

        assertThat(value(new NtXentLoss(.5))).isCloseTo(sum / 3, within(1e-12));
    }

    @Test
    void shouldMineTheHardestInTheQueueToo() {
        TripletLoss hard = new TripletLoss(
                new BatchHard(), Distance.ONE_MINUS_COSINE, false, new Margin.Hard(.5), TripletLoss.Mean.ALL);

        // Anchor 0: friend .6 (row 1), stranger 0 (row 2). Anchor 1: .6, .8 (row 2). Anchor 2: 0 (old row), .8 (row 1).
        double expected = ((1 - .6 - (1 - 0) + .5 < 0 ? 0 : .4 - 1 + .5) + (.4 - .2 + .5) + (1 - .2 + .5)) / 3;
        assertThat(value(hard)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void shouldCostEveryPairButARowAndItself() {
        ContrastiveLoss loss =
                new ContrastiveLoss(Pairing.ALL, Distance.ONE_MINUS_COSINE, false, .5, ContrastiveLoss.Form.LINEAR);

        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 5; j++) {
                double rho = 1 - COSINES[i][j];
                sum += i == j ? 0 : OWN[i] == ALL[j] ? rho : Math.max(0, .5 - rho);
            }
        }
        assertThat(value(loss)).isCloseTo(sum / 12, within(1e-12));
    }

    @Test
    void shouldBeWhatItWasWhenTheBatchIsComparedWithItself() {
        double[][] rows = random(4, 8, 3);
        long[] own = {0, 0, 1, 1, 2, 2, 3, 3};
        for (Loss loss : losses()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor one = Numbers64.leaf(rows);
                double[] alone = Numbers64.gradient(loss.value(LossInput.of(one, labels(own))), one);
                Tensor other = Numbers64.leaf(rows);
                LossInput compared = new LossInput(
                        other,
                        other,
                        labels(own),
                        Optional.of(new References(other, labels(own))),
                        Optional.empty(),
                        Optional.empty());

                assertThat(Numbers64.gradient(loss.value(compared), other))
                        .as(loss.toString())
                        .containsExactly(alone, within(1e-12));
            }
        }
    }

    @Test
    void shouldDeriveByTheBatchAlone() {
        double[][] old = random(9, 5, 3);
        for (Loss loss : losses()) {
            Differences.assertGradient(
                    rows -> loss.value(with(
                            rows, old, new long[] {0, 0, 1, 1, 2, 2}, new long[] {0, 0, 1, 1, 2, 2, 0, 1, 2, 3, 3})),
                    random(5, 6, 3));
        }
    }

    private static List<Loss> losses() {
        Margin soft = new Margin.Soft();
        return List.of(
                new NtXentLoss(.5),
                new TripletLoss(new BatchHard(), Distance.L2, true, soft, TripletLoss.Mean.ALL),
                new TripletLoss(new BatchAll(), Distance.L2, false, soft, TripletLoss.Mean.ALL),
                new TripletLoss(
                        new SemiHard(SemiHard.Choice.NEAREST_OR_FARTHEST, .2),
                        Distance.SQUARED_L2,
                        true,
                        soft,
                        TripletLoss.Mean.ALL),
                new ContrastiveLoss(Pairing.ALL, Distance.L2, true, 1, ContrastiveLoss.Form.HADSELL));
    }
}
