package dev.sightline.contracts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final ScoreDistribution GENUINE = of(.3, .6, .7, .8);
    private static final ScoreDistribution IMPOSTOR = of(-.2, .0, .1, .1, .2, .25, .3, .35, .4, .5);

    private final Calibration calibration =
            new Calibration(Comparison.CROP_CROP, "made up", "00", 4, GENUINE, IMPOSTOR);

    @Test
    void shouldGiveTheLeastCosineThatKeepsTheRate() {
        assertThat(calibration.cosineAtFmr(.1)).isEqualTo(.5);
        assertThat(calibration.cosineAtFmr(.25)).isEqualTo(.4);
        assertThat(calibration.cosineAtFmr(1)).isEqualTo(-.2);
        assertThat(calibration.squaredDistanceAtFmr(.1)).isEqualTo(1.0);
    }

    @Test
    void shouldCountTiesAsAccepted() {
        // .1 occurs twice: 8 of 10 scores are at least .1, so a rate of .7 needs the next knot.
        assertThat(calibration.fmr(.1)).isEqualTo(.8);
        assertThat(calibration.cosineAtFmr(.79)).isEqualTo(.2);
    }

    @Test
    void shouldNeverPassTheTargetOnItsOwnSample() {
        long seed = 4;
        Random random = new Random(seed);
        double[] scores = random.doubles(5_000, -1, 1).toArray();
        ScoreDistribution impostor = of(scores);
        for (double target : new double[] {.0002, .001, .01, .3333, .5, 1}) {
            double threshold = impostor.scoreExceededBy(target);
            long accepted = Arrays.stream(scores).filter(s -> s >= threshold).count();
            assertThat(accepted / 5_000.0).as("target %s seed %d", target, seed).isLessThanOrEqualTo(target);
            assertThat(accepted).as("target %s seed %d", target, seed).isEqualTo((long) Math.floor(target * 5_000));
        }
    }

    @Test
    void shouldRefuseARateThatTheSampleCannotShow() {
        assertThatThrownBy(() -> calibration.cosineAtFmr(.05))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.05")
                .hasMessageContaining("10 scores")
                .hasMessageContaining("0.1");
    }

    @Test
    void shouldGoAboveEveryImpostorBelowOneInN() {
        Threshold strictest = calibration.cosineAtFmrOrStrictest(.0001);

        assertThat(strictest.clamped()).isTrue();
        assertThat(strictest.cosine()).isGreaterThan(.5).isLessThan(.5 + 1e-9);
        assertThat(strictest.fmr()).isZero();
        assertThat(strictest.squaredDistance()).isLessThanOrEqualTo(1.0);
    }

    @Test
    void shouldNotClampWhatTheSampleShows() {
        assertThat(calibration.cosineAtFmrOrStrictest(.1)).isEqualTo(new Threshold(.5, .1, false));
        assertThatThrownBy(() -> calibration.cosineAtFmrOrStrictest(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> calibration.cosineAtFmrOrStrictest(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void shouldGiveTheShareOfGenuinePairsBelowAThreshold() {
        assertThat(calibration.fnmr(.6)).isEqualTo(.25);
        assertThat(calibration.fnmr(.9)).isEqualTo(1);
        assertThat(calibration.fnmr(-.5)).isEqualTo(0);
    }

    @Test
    void shouldSayHowSureItIs() {
        RateInterval above = calibration.fmrInterval(.6, .95);
        assertThat(above.low()).isZero();
        assertThat(above.high()).isCloseTo(1 - Math.pow(.025, .1), within(1e-9));

        RateInterval some = calibration.fnmrInterval(.6, .95);
        assertThat(some.low()).isLessThan(.25);
        assertThat(some.high()).isGreaterThan(.25);
    }

    @Test
    void shouldInterpolateBetweenKnots() {
        assertThat(GENUINE.shareAtLeast(.65)).isCloseTo(.625, within(1e-12));
        assertThat(GENUINE.shareAtLeast(.8)).isEqualTo(.25);
        assertThat(GENUINE.shareAtLeast(.81)).isZero();
    }

    @Test
    void shouldRefuseWhatIsNoDistribution() {
        assertThatThrownBy(() -> new ScoreDistribution(0, new double[] {0}, new double[] {1}))
                .hasMessageContaining("count 0");
        assertThatThrownBy(() -> new ScoreDistribution(2, new double[] {.1, .1}, new double[] {1, .5}))
                .hasMessageContaining("knot 1");
        assertThatThrownBy(() -> new ScoreDistribution(2, new double[] {.1, .2}, new double[] {.5, 1}))
                .hasMessageContaining("knot 1");
        assertThatThrownBy(() -> new ScoreDistribution(1, new double[] {Double.NaN}, new double[] {1}))
                .hasMessageContaining("knot 0");
    }

    @Test
    void shouldCompareDistributionsByValue() {
        assertThat(of(.1, .2))
                .isEqualTo(of(.1, .2))
                .hasSameHashCodeAs(of(.1, .2))
                .isNotEqualTo(of(.1, .3));
        double[] scores = {.1, .2};
        ScoreDistribution d = new ScoreDistribution(2, scores, new double[] {1, .5});
        scores[0] = 9;
        d.scores()[1] = 9;
        assertThat(d.scores()).containsExactly(.1, .2);
    }

    @Test
    void shouldReadComparisonsByLabel() {
        for (Comparison c : Comparison.values()) {
            assertThat(Comparison.ofLabel(c.label())).isEqualTo(c);
        }
        assertThatThrownBy(() -> Comparison.ofLabel("crop"))
                .hasMessageContaining("'crop'")
                .hasMessageContaining("tracklet-exemplar");
    }

    private static ScoreDistribution of(double... values) {
        double[] scores = Arrays.stream(values).sorted().distinct().toArray();
        double[] atLeast = Arrays.stream(scores)
                .map(s -> Arrays.stream(values).filter(v -> v >= s).count() / (double) values.length)
                .toArray();
        return new ScoreDistribution(values.length, scores, atLeast);
    }
}
