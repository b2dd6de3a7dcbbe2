package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.calibration.SiteCurve;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationChoiceTest {
    private final ModelManifest model = model().withCalibration(calibration(.5))
            .withSiteCurves(List.of(
                    new SiteCurve("mall", SiteCurve.Pairs.TWO_CAMERAS, calibration(.4)),
                    new SiteCurve("airport", SiteCurve.Pairs.TWO_CAMERAS, calibration(.7)),
                    new SiteCurve("airport", SiteCurve.Pairs.SAME_CAMERA, calibration(.9))));

    @Test
    void shouldUseTheCurveOverAllSitesUnlessAskedOtherwise() {
        assertThat(CalibrationChoice.parse("pooled").of(model, true)).isEqualTo(model.calibrations());
    }

    @Test
    void shouldTakeTheCautiousEndOfTheSpread() {
        assertThat(threshold("cautious", true)).isEqualTo(.7);
    }

    @Test
    void shouldGoByASiteThatWasCalibrated() {
        assertThat(threshold("mall", true)).isEqualTo(.4);
    }

    @Test
    void shouldNameTheSitesThereAre() {
        assertThatThrownBy(() -> threshold("moon", true))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "matcher.calibration is 'moon', but m@1 was not calibrated there; allowed: pooled, cautious,"
                                + " airport, mall");
    }

    @Test
    void shouldBeCautiousWithAModelThatComesLaterAndDoesNotKnowTheSite() {
        assertThat(threshold("moon", false)).isEqualTo(.7);
    }

    @Test
    void shouldLeaveAModelWithoutCurvesOfSitesAsItIs() {
        ModelManifest plain = model().withCalibration(calibration(.5));

        assertThat(CalibrationChoice.parse("cautious").of(plain, true)).isEqualTo(plain.calibrations());
        assertThat(CalibrationChoice.parse("moon").of(plain, true)).isEqualTo(plain.calibrations());
    }

    private double threshold(String choice, boolean strict) {
        return CalibrationChoice.parse(choice).of(model, strict).get(0).cosineAtFmr(.01);
    }

    private static ModelManifest model() {
        InputSpec input = new InputSpec(
                "images",
                InputSpec.Layout.NCHW,
                8,
                8,
                1,
                InputSpec.Color.RGB,
                List.of(0f, 0f, 0f),
                List.of(1f, 1f, 1f),
                InputSpec.Resize.STRETCH,
                0);
        return new ModelManifest(
                ModelTask.PERSON_DESCRIPTOR,
                "m",
                "1",
                "m.onnx",
                "",
                input,
                "descriptor",
                Map.of(),
                4,
                List.of(),
                Map.of(),
                "none",
                "a test",
                Optional.empty());
    }

    private static Calibration calibration(double cosine) {
        ScoreDistribution genuine = new ScoreDistribution(100, new double[] {.2, .95}, new double[] {1, .5});
        ScoreDistribution impostor =
                new ScoreDistribution(1000, new double[] {-.5, 0, cosine, .96}, new double[] {1, .5, .01, .001});
        return new Calibration(Comparison.CROP_CROP, "crops", "0".repeat(64), 9, genuine, impostor);
    }
}
