package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.RateInterval;
import java.util.Locale;

/** A calibration as a table for people: the threshold at each usual false match rate and what it costs. */
public final class CalibrationTable {

    private CalibrationTable() {}

    /**
     * Lines of text. Rates that the sample cannot show are left out, saying how many pairs they would take. Intervals
     * are binomial over pairs, so the narrowest honest ones.
     */
    public static String text(Calibration calibration) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s on %s: %d people, %,d genuine and %,d impostor pairs%n",
                calibration.comparison().label(),
                calibration.dataset(),
                calibration.identities(),
                calibration.genuine().count(),
                calibration.impostor().count()));
        text.append(String.format(Locale.ROOT, "  %-9s %-8s %-8s %s%n", "FMR", "cosine", "FNMR", "95% interval"));
        calibration.usualThresholds().forEach((rate, threshold) -> {
            RateInterval interval = calibration.fnmrInterval(threshold.cosine(), .95);
            text.append(String.format(
                    Locale.ROOT,
                    "  %-9s %-8.4f %-8.4f %.4f to %.4f%n",
                    rate,
                    threshold.cosine(),
                    calibration.fnmr(threshold.cosine()),
                    interval.low(),
                    interval.high()));
        });
        for (double rate : Calibration.USUAL_RATES) {
            if (!calibration.impostor().shows(rate)) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-9s left out: %,d impostor pairs cannot show it, it takes %,.0f%n",
                        rate,
                        calibration.impostor().count(),
                        Math.ceil(1 / rate)));
            }
        }
        return text.toString();
    }
}
