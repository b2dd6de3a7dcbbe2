package dev.sightline.trainer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.CalibrationSpread;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.SiteCurve;
import dev.sightline.contracts.calibration.SiteCurve.Pairs;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiteCurvesTest {
    private final Calibrator calibrator = new Calibrator(CalibrationPolicy.defaults());

    @Test
    void shouldKeepSitesAndKindsOfStrangersApart() {
        // In the light of one camera people look more alike, most of all at the dark site.
        List<LabeledDescriptor> crops = new ArrayList<>(site("bright", 25, .5));
        crops.addAll(site("dark", 25, 1.5));
        crops.addAll(site("tiny", 5, 1));

        List<SiteCurve> curves = calibrator.bySite("all", crops, 20);

        assertThat(curves).extracting(SiteCurve::site).containsOnly("bright", "dark");
        assertThat(curves).hasSize(2 * Pairs.values().length * Comparison.values().length);
        CalibrationSpread same = CalibrationSpread.of(curves, Comparison.CROP_CROP, Pairs.SAME_CAMERA);
        CalibrationSpread two = CalibrationSpread.of(curves, Comparison.CROP_CROP, Pairs.TWO_CAMERAS);
        assertThat(same.cautious(.01)).isGreaterThan(two.cautious(.01)).isGreaterThan(same.lowest(.01));
        assertThat(SpreadTable.text(curves))
                .contains("crop-crop, strangers of one camera, by site", "tracklet-tracklet, strangers of two cameras")
                .contains("; bright 0.", "; dark 0.");
    }

    @Test
    void shouldCallCropsWithoutASiteByTheNameOfTheData() {
        List<LabeledDescriptor> crops = site("x", 25, 1).stream()
                .map(c -> new LabeledDescriptor(
                        c.source(), c.identity().replace("x/", ""), c.camera(), c.tracklet(), c.vector()))
                .toList();

        assertThat(calibrator.bySite("list.csv", crops, 20))
                .extracting(SiteCurve::site)
                .containsOnly("list.csv");
    }

    private static List<LabeledDescriptor> site(String site, int people, double light) {
        List<LabeledDescriptor> crops = new ArrayList<>();
        Random random = new Random(site.hashCode());
        for (String camera : List.of("north", "south")) {
            double[] shade = drawn(random, light);
            for (int person = 0; person < people; person++) {
                double[] own = drawn(new Random(1000 * site.hashCode() + person), 1);
                for (int i = 0; i < 4; i++) {
                    double[] noise = drawn(random, .3);
                    float[] values = new float[16];
                    for (int k = 0; k < values.length; k++) {
                        values[k] = (float) (own[k] + shade[k] + noise[k]);
                    }
                    crops.add(new LabeledDescriptor(
                            site + camera + person + "-" + i,
                            site + "/" + person,
                            site + "/" + camera,
                            "",
                            UnitVector.normalize("m@1", values, 1)));
                }
            }
        }
        return crops;
    }

    private static double[] drawn(Random random, double length) {
        double[] values = new double[16];
        for (int k = 0; k < values.length; k++) {
            values[k] = length * random.nextGaussian();
        }
        return values;
    }
}
