package dev.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class CollapseGuardTest {
    private static final long SEED = 8;
    private static final int PEOPLE = 8;
    private static final int CROPS = 4;
    private static final int WIDTH = 16;

    /** Rows as {@code offset + person * random + noise * random}. */
    private static double[][] rows(double offset, double person, double noise) {
        Random random = new Random(SEED);
        double[][] rows = new double[PEOPLE * CROPS][WIDTH];
        for (int p = 0; p < PEOPLE; p++) {
            double[] center = random.doubles(WIDTH, -1, 1).map(v -> v * person).toArray();
            for (int c = 0; c < CROPS; c++) {
                for (int i = 0; i < WIDTH; i++) {
                    rows[p * CROPS + c][i] = offset + center[i] + noise * random.nextGaussian();
                }
            }
        }
        return rows;
    }

    private static Tensor labels() {
        long[] labels = new long[PEOPLE * CROPS];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / CROPS;
        }
        return Numbers64.labels(labels);
    }

    private static EmbeddingHealth health(double[][] rows, boolean normalized) {
        try (PointerScope scope = new PointerScope()) {
            return EmbeddingHealth.of(Numbers64.of(rows), labels(), normalized, 0);
        }
    }

    private static CollapseGuard.Verdict verdict(EmbeddingHealth health) {
        return CollapseGuard.usual().judge(Collections.nCopies(4, health));
    }

    private static void assertCollapsed(EmbeddingHealth health, String reason) {
        assertThat(verdict(health)).isInstanceOfSatisfying(CollapseGuard.Verdict.Collapsed.class, c -> {
            assertThat(c.reason()).contains(reason);
            assertThat(c.change()).isNotBlank();
        });
    }

    @Test
    void shouldFindLearnedEmbeddingsHealthy() {
        for (boolean normalized : new boolean[] {false, true}) {
            EmbeddingHealth health = health(rows(0, 1, .2), normalized);

            assertThat(health.activeTriplets()).isLessThan(.01);
            assertThat(health.impostor()).isGreaterThan(health.genuine());
            assertThat(health.effectiveRank()).isGreaterThan(4);
            assertThat(verdict(health)).isInstanceOf(CollapseGuard.Verdict.Healthy.class);
        }
    }

    @Test
    void shouldFindAnEarlyRunHealthy() {
        // All rows share a large part, as after a ReLU, and people differ less than crops do.
        EmbeddingHealth health = health(rows(2, .4, .5), false);

        assertThat(health.activeTriplets()).isGreaterThan(.1);
        assertThat(verdict(health)).isInstanceOf(CollapseGuard.Verdict.Healthy.class);
    }

    @Test
    void shouldSeeThatASoftMarginRestsAtLnTwoOnOnePoint() {
        double[][] rows = rows(1, 1e-4, 1e-4);
        try (PointerScope scope = new PointerScope()) {
            Tensor value =
                    TripletLoss.batchHard(false, new Margin.Soft()).value(LossInput.of(Numbers64.of(rows), labels()));
            assertThat(value.item_double()).isCloseTo(Math.log(2), Offset.offset(1e-3));
        }
        EmbeddingHealth health = health(rows, false);

        assertThat(health.effectiveRank()).isLessThan(1.1);
        assertCollapsed(health, "all people are described alike");
        assertCollapsed(health(rows, true), "all people are described alike");
        assertCollapsed(health(new double[PEOPLE * CROPS][WIDTH], false), "all people are described alike");
        assertCollapsed(health(rows(0, 1e-3, 1e-3), false), "all people are described alike"); // shrunk to zero
    }

    @Test
    void shouldSeeALineAndBlindness() {
        double[][] line = rows(0, 0, 0);
        for (int i = 0; i < line.length; i++) {
            for (int j = 0; j < WIDTH; j++) {
                line[i][j] = (i / CROPS + 1) * (j + 1) * .1;
            }
        }
        assertCollapsed(health(line, false), "lie on about one line");
        assertCollapsed(health(rows(0, 0, 1), false), "no farther apart than crops of one person");
    }

    @Test
    void shouldSeeThatRowsShrinkAndLearnNothing() {
        // As OSNet from scratch under a soft margin: people still differ a little, but all comes down to one point.
        List<EmbeddingHealth> shrinking = List.of(blurred(1), blurred(.4), blurred(.2), blurred(.15));

        assertThat(shrinking.get(3).activeTriplets()).isBetween(.35, .5);
        assertThat(CollapseGuard.usual().judge(shrinking))
                .isInstanceOfSatisfying(
                        CollapseGuard.Verdict.Collapsed.class,
                        c -> assertThat(c.reason()).contains("shrink to a point instead of parting people"));
        assertThat(CollapseGuard.usual().judge(shrinking.subList(0, 3)))
                .isInstanceOf(CollapseGuard.Verdict.Healthy.class);
    }

    @Test
    void shouldFindRowsHealthyThatShrinkButPartPeople() {
        List<EmbeddingHealth> apart = List.of(
                health(rows(0, 1, .2), false), health(rows(0, .2, .04), false),
                health(rows(0, .1, .02), false), health(rows(0, .1, .02), false));

        assertThat(CollapseGuard.usual().judge(apart)).isInstanceOf(CollapseGuard.Verdict.Healthy.class);
    }

    private static EmbeddingHealth blurred(double size) {
        return health(rows(size, .2 * size, .4 * size), false);
    }

    @Test
    void shouldStopAtOnceOnNumbersThatAreNone() {
        double[][] rows = rows(0, 1, .2);
        rows[3][2] = Double.NaN;
        EmbeddingHealth broken = health(rows, false);

        assertThat(CollapseGuard.usual().judge(List.of(broken))).isInstanceOf(CollapseGuard.Verdict.Collapsed.class);
        assertCollapsed(health(rows(0, 1e8, 1), false), "mean length");
    }

    @Test
    void shouldWaitForGraceAndPatience() {
        EmbeddingHealth good = health(rows(0, 1, .2), false);
        EmbeddingHealth bad = health(rows(1, 1e-4, 1e-4), false);
        CollapseGuard guard = new CollapseGuard(1, 2);

        assertThat(guard.judge(List.of())).isInstanceOf(CollapseGuard.Verdict.Healthy.class);
        assertThat(guard.judge(List.of(bad, bad))).isInstanceOf(CollapseGuard.Verdict.Healthy.class);
        assertThat(guard.judge(List.of(good, bad, good, bad))).isInstanceOf(CollapseGuard.Verdict.Healthy.class);
        assertThat(guard.judge(List.of(good, good, bad, bad))).isInstanceOf(CollapseGuard.Verdict.Collapsed.class);
        assertThatThrownBy(() -> new CollapseGuard(0, 0)).hasMessageContaining("patience 1 or more");
    }

    @Test
    void shouldCountActiveTripletsAsTheLossDoes() {
        double[][] rows = rows(0, .5, .6);
        long active = 0;
        long all = 0;
        for (int a = 0; a < rows.length; a++) {
            for (int p = 0; p < rows.length; p++) {
                for (int n = 0; n < rows.length; n++) {
                    if (a != p && a / CROPS == p / CROPS && a / CROPS != n / CROPS) {
                        all++;
                        active += apart(rows[a], rows[n]) <= apart(rows[a], rows[p]) + .3 ? 1 : 0;
                    }
                }
            }
        }
        try (PointerScope scope = new PointerScope()) {
            EmbeddingHealth health = EmbeddingHealth.of(Numbers64.of(rows), labels(), false, .3);
            assertThat(health.activeTriplets()).isCloseTo(active / (double) all, Offset.offset(1e-12));
        }
    }

    private static double apart(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    @Test
    void shouldAverageBatchesOverThoseThatCanTell() {
        EmbeddingHealth whole = health(rows(0, 1, .2), false);
        List<EmbeddingHealth> batches = new ArrayList<>(List.of(whole));
        try (PointerScope scope = new PointerScope()) {
            // One person alone: no strangers in this batch.
            batches.add(EmbeddingHealth.of(
                    Numbers64.of(new double[][] {{1, 2}, {2, 3}}), Numbers64.labels(4, 4), false, 0));
        }
        EmbeddingHealth mean = EmbeddingHealth.mean(batches);

        assertThat(batches.get(1).impostor()).isNaN();
        assertThat(mean.impostor()).isEqualTo(whole.impostor());
        assertThat(mean.genuine()).isNotEqualTo(whole.genuine());
        assertThat(mean.people()).isEqualTo(PEOPLE);
    }
}
