package dev.sightline.contracts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LikenessTest {
    private static final long SEED = 11;
    private static final int IMPOSTORS = 4_000;
    private final Calibration crops = calibration(Comparison.CROP_CROP, .55);
    private final Calibration tracklets = calibration(Comparison.TRACKLET_EXEMPLAR, .7);

    @Test
    void shouldNeverSayLessForAGreaterCosine() {
        Likeness likeness = Likeness.of(List.of(crops), Comparison.CROP_CROP).orElseThrow();

        double before = Double.NEGATIVE_INFINITY;
        for (double cosine = -1; cosine <= 1; cosine += .01) {
            double ratio = likeness.logLikelihoodRatio(cosine);
            assertThat(ratio).as("cosine %s seed %d", cosine, SEED).isGreaterThanOrEqualTo(before);
            before = ratio;
        }
        assertThat(likeness.logLikelihoodRatio(0)).isNegative();
        assertThat(likeness.logLikelihoodRatio(.6)).isPositive();
    }

    @Test
    void shouldSayNoMoreThanTheSampleCanShow() {
        Likeness likeness = Likeness.of(List.of(crops), Comparison.CROP_CROP).orElseThrow();

        assertThat(likeness.logLikelihoodRatio(1)).isLessThanOrEqualTo(Math.log(IMPOSTORS));
        assertThat(likeness.fmr(1)).isEqualTo(1.0 / IMPOSTORS);
        assertThat(likeness.fmrOfSum(1e9, likeness)).isEqualTo(1.0 / IMPOSTORS / IMPOSTORS);
    }

    @Test
    void shouldTakeTheCalibrationThatFits() {
        assertThat(Likeness.of(List.of(crops, tracklets), Comparison.TRACKLET_EXEMPLAR)
                        .orElseThrow()
                        .calibration())
                .isEqualTo(tracklets);
        assertThat(Likeness.of(List.of(crops), Comparison.TRACKLET_TRACKLET)
                        .orElseThrow()
                        .calibration())
                .isEqualTo(crops);
        assertThat(Likeness.of(List.of(), Comparison.CROP_CROP)).isEmpty();
    }

    @Test
    void shouldLetTwoModalitiesExcludeMoreStrangersThanOne() {
        Likeness one = Likeness.of(List.of(crops), Comparison.CROP_CROP).orElseThrow();
        double ratio = one.logLikelihoodRatio(.5);

        assertThat(one.fmrOfSum(2 * ratio, one)).isLessThan(one.fmr(.5));
        assertThat(one.fmrOfSum(-100, one)).isCloseTo(1, within(1e-6));
    }

    private static Calibration calibration(Comparison comparison, double genuine) {
        Random random = new Random(SEED);
        return new Calibration(
                comparison,
                "made up",
                "00",
                9,
                distribution(DoubleStream.generate(() -> genuine + .12 * random.nextGaussian())
                        .limit(500)),
                distribution(
                        DoubleStream.generate(() -> .1 * random.nextGaussian()).limit(IMPOSTORS)));
    }

    private static ScoreDistribution distribution(DoubleStream drawn) {
        double[] scores =
                drawn.map(s -> Math.max(-1, Math.min(1, s))).distinct().sorted().toArray();
        double[] atLeast = new double[scores.length];
        Arrays.setAll(atLeast, i -> (scores.length - i) / (double) scores.length);
        return new ScoreDistribution(scores.length, scores, atLeast);
    }
}
