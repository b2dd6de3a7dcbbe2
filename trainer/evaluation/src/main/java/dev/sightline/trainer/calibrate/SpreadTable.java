package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.CalibrationSpread;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.SiteCurve;
import java.util.List;
import java.util.Locale;

/** The spread between sites as a table for people: the thresholds of one rate at each site, and both ends. */
public final class SpreadTable {
    private SpreadTable() {}

    /** Lines of text; empty without a curve. */
    public static String text(List<SiteCurve> curves) {
        StringBuilder text = new StringBuilder();
        for (Comparison comparison : Comparison.values()) {
            for (SiteCurve.Pairs pairs : SiteCurve.Pairs.values()) {
                CalibrationSpread spread = CalibrationSpread.of(curves, comparison, pairs);
                if (!spread.curves().isEmpty()) {
                    add(spread, text);
                }
            }
        }
        return text.toString();
    }

    private static void add(CalibrationSpread spread, StringBuilder text) {
        text.append(String.format(
                Locale.ROOT,
                "%s, strangers of %s, by site%n",
                spread.comparison().label(),
                spread.pairs() == SiteCurve.Pairs.SAME_CAMERA ? "one camera" : "two cameras"));
        for (double rate : Calibration.USUAL_RATES) {
            List<SiteCurve> showing = spread.showing(rate);
            if (showing.isEmpty()) {
                continue;
            }
            text.append(String.format(
                    Locale.ROOT, "  FMR %-9s cosine %.3f to %.3f", rate, spread.lowest(rate), spread.cautious(rate)));
            for (SiteCurve curve : showing) {
                double cosine = curve.calibration().cosineAtFmr(rate);
                text.append(String.format(
                        Locale.ROOT,
                        "; %s %.3f (FNMR %.3f)",
                        curve.site(),
                        cosine,
                        curve.calibration().fnmr(cosine)));
            }
            text.append(System.lineSeparator());
        }
    }
}
