package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.trainer.labeled.ScoredPairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the camera does to a calibration's thresholds.
 *
 * @param comparison what was compared
 * @param oneCamera impostor pairs within one camera
 * @param twoCameras impostor pairs over two cameras
 * @param rates what passes each threshold, laxest first
 */
public record CameraEffect(Comparison comparison, int oneCamera, int twoCameras, List<Rate> rates) {

    public CameraEffect {
        rates = List.copyOf(rates);
    }

    /**
     * Strangers that pass one threshold; NaN without a pair.
     *
     * @param fmr the rate that the threshold is for
     * @param oneCamera share of the pairs within one camera
     * @param twoCameras share of the pairs over two
     */
    public record Rate(double fmr, double oneCamera, double twoCameras) {}

    static CameraEffect of(Calibration calibration, ScoredPairs one, ScoredPairs two) {
        List<Rate> rates = new ArrayList<>();
        calibration
                .usualThresholds()
                .forEach((fmr, threshold) ->
                        rates.add(new Rate(fmr, share(one, threshold.cosine()), share(two, threshold.cosine()))));
        return new CameraEffect(calibration.comparison(), one.size(), two.size(), rates);
    }

    private static double share(ScoredPairs pairs, double cosine) {
        int passed = 0;
        for (int i = 0; i < pairs.size(); i++) {
            passed += pairs.score(i) >= cosine ? 1 : 0;
        }
        return pairs.size() == 0 ? Double.NaN : passed / (double) pairs.size();
    }

    /** Lines of text for people. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "  Of these impostors %,d are of one camera, %,d of two; they pass the threshold for%n",
                oneCamera,
                twoCameras));
        for (Rate rate : rates) {
            text.append(String.format(
                    Locale.ROOT,
                    "  FMR %-9s %.3g of those of one camera, %.3g of those of two%n",
                    rate.fmr(),
                    rate.oneCamera(),
                    rate.twoCameras()));
        }
        return text.toString();
    }
}
