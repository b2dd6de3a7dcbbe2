package dev.sightline.contracts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationSpreadTest {
    private final Calibration pooled = calibration(.5);
    private final SiteCurve easy = curve("easy", SiteCurve.Pairs.TWO_CAMERAS, .4);
    private final SiteCurve hard = curve("hard", SiteCurve.Pairs.TWO_CAMERAS, .7);
    private final SiteCurve near = curve("hard", SiteCurve.Pairs.SAME_CAMERA, .9);

    @Test
    void shouldTellBothEndsOfTheSitesOfOneKind() {
        CalibrationSpread spread = spread(List.of(easy, hard, near));

        assertThat(spread.curves()).containsExactly(easy, hard);
        assertThat(spread.lowest(.01)).isEqualTo(.4);
        assertThat(spread.cautious(.01)).isEqualTo(.7);
        assertThat(spread.cautious(1e-9)).isNaN();
    }

    @Test
    void shouldMakeACalibrationOfTheCautiousEnd() {
        Calibration cautious = spread(List.of(easy, hard, near)).cautious(pooled);

        assertThat(cautious.cosineAtFmr(.01)).isEqualTo(.7);
        for (double score = -1; score <= 1; score += .05) {
            assertThat(cautious.fmr(score))
                    .as("score " + score)
                    .isGreaterThanOrEqualTo(hard.calibration().fmr(score) - 1e-9)
                    .isGreaterThanOrEqualTo(pooled.fmr(score) - 1e-9);
        }
        assertThat(cautious.genuine()).isEqualTo(pooled.genuine());
        assertThat(cautious.dataset()).contains("cautious end of 2 sites");
    }

    @Test
    void shouldBeNoLaxerThanAllSitesTogether() {
        assertThat(spread(List.of(easy)).cautious(pooled).cosineAtFmr(.01)).isEqualTo(.5);
        assertThat(spread(List.of()).cautious(pooled)).isSameAs(pooled);
    }

    @Test
    void shouldKnowWhichCurveStandsInForAnother() {
        assertThat(hard.replaces(curve("hard", SiteCurve.Pairs.TWO_CAMERAS, .1)))
                .isTrue();
        assertThat(hard.replaces(near)).isFalse();
        assertThat(hard.replaces(easy)).isFalse();
        assertThatThrownBy(() -> curve(" ", SiteCurve.Pairs.SAME_CAMERA, .1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a curve needs the name of its site");
    }

    private static CalibrationSpread spread(List<SiteCurve> curves) {
        return CalibrationSpread.of(curves, Comparison.CROP_CROP, SiteCurve.Pairs.TWO_CAMERAS);
    }

    private static SiteCurve curve(String site, SiteCurve.Pairs pairs, double cosine) {
        return new SiteCurve(site, pairs, calibration(cosine));
    }

    /** A hundredth of the strangers is at or above a cosine. */
    private static Calibration calibration(double cosine) {
        ScoreDistribution genuine = new ScoreDistribution(100, new double[] {.2, .95}, new double[] {1, .5});
        ScoreDistribution impostor =
                new ScoreDistribution(1000, new double[] {-.5, 0, cosine, .96}, new double[] {1, .5, .01, .001});
        return new Calibration(Comparison.CROP_CROP, "crops", "0".repeat(64), 9, genuine, impostor);
    }
}
