package dev.sightline.trainer.evaluate.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.platform.statistics.StabilityBins;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftEvaluationTest {

    @Test
    void shouldIndexStabilityByHand() {
        double[] before = IntStream.range(0, 100).asDoubleStream().toArray();
        double[] same = IntStream.range(0, 50).mapToDouble(i -> 2 * i).toArray();
        double[] upper = IntStream.range(50, 100).asDoubleStream().toArray();

        assertThat(Samples.psi(before, same, 4)).isCloseTo(0, within(.002));
        // Shares .25 of four bins against 0, 0, .5, .5; an empty bin counts .0001.
        double expected = 2 * (.5 - .25) * Math.log(2) + 2 * (.0001 - .25) * Math.log(.0001 / .25);
        assertThat(Samples.psi(before, upper, 4)).isCloseTo(expected, within(1e-9));
        assertThat(StabilityBins.psiByChance(90, 45, 10)).isCloseTo(.3, within(1e-9));
    }

    @Test
    void shouldCompareDistributionFunctions() {
        assertThat(Samples.ks(new double[] {1, 2, 3, 4}, new double[] {1, 2, 3, 4}))
                .isZero();
        assertThat(Samples.ks(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6}))
                .isEqualTo(.5);
        assertThat(Samples.ks(new double[] {1, 1, 1, 2}, new double[] {1, 2, 2, 2}))
                .isEqualTo(.5);
        assertThat(Samples.ks(new double[] {1}, new double[] {2})).isEqualTo(1);
        // 1.3581 is where Kolmogorov's distribution leaves .05, 1.6276 where it leaves .01.
        assertThat(Samples.ksChance(1.3581 / Math.sqrt(5e8), 1_000_000_000, 1_000_000_000))
                .isCloseTo(.05, within(1e-4));
        assertThat(Samples.ksChance(1.6276 / Math.sqrt(5e8), 1_000_000_000, 1_000_000_000))
                .isCloseTo(.01, within(1e-4));
        assertThat(Samples.ksChance(0, 10, 10)).isEqualTo(1);
    }

    private static List<LabeledDescriptor> crops(String camera, int count, double shift, long seed) {
        Random random = new Random(seed);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[16];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) (random.nextGaussian() + shift * (j % 4));
            }
            crops.add(new LabeledDescriptor(
                    camera + i + "/" + seed, "p" + i, camera, "", UnitVector.normalize("m@1", values, 1)));
        }
        return crops;
    }

    @Test
    void shouldFindTheCameraThatDrifted() {
        List<LabeledDescriptor> before = new ArrayList<>(crops("north", 400, 0, 1));
        before.addAll(crops("south", 400, 0, 2));
        List<LabeledDescriptor> now = new ArrayList<>(crops("north", 300, 0, 3));
        now.addAll(crops("south", 300, .6, 4));
        now.addAll(crops("east", 300, 0, 5));

        DriftScore score = DriftEvaluation.defaults().evaluate(before, now);

        assertThat(score.drifted()).containsExactly("south");
        assertThat(score.leftOut()).containsExactly("east (0 before, 300 now)");
        DriftScore.Camera north = Objects.requireNonNull(score.cameras().get("north"));
        DriftScore.Camera south = Objects.requireNonNull(score.cameras().get("south"));
        assertThat(north.descriptors().psi())
                .isCloseTo(
                        north.descriptors().psiByChance(),
                        within(.5 * north.descriptors().psiByChance()));
        assertThat(north.scores().psi()).isLessThan(.02);
        assertThat(north.scores().chance()).isGreaterThan(.01);
        assertThat(south.scores().psi()).isGreaterThan(.25);
        assertThat(south.scores().chance()).isLessThan(1e-4);
        assertThat(score.measures()).containsKeys("camera north", "camera south", "cameras with too few crops");
    }

    @Test
    void shouldRefuseTooFewCropsAndBadNumbers() {
        assertThatThrownBy(() -> DriftEvaluation.defaults().evaluate(crops("a", 40, 0, 1), crops("a", 40, 0, 2)))
                .hasMessageContaining("no camera has 50 crops both before and now: [a (40 before, 40 now)]");
        assertThatThrownBy(() -> new DriftEvaluation(1, 10, 10, .2, 1)).hasMessageContaining("drift with 1 bins");
    }
}
