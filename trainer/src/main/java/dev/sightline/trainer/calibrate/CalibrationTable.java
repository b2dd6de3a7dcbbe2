package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.contracts.calibration.Threshold;
import java.util.List;
import java.util.Locale;

/** A calibration as a table for people: the threshold at each usual false match rate and what it costs. */
public final class CalibrationTable {
    private static final List<Double> RATES = List.of(.1, .01, .001, .0001, .00001);

    private CalibrationTable() {}

    /**
     * Lines of text. A rate that the sample cannot show is marked {@code <}: its threshold is above every impostor
     * pair seen. Intervals are binomial over pairs, so the narrowest honest ones.
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
        for (double rate : RATES) {
            Threshold threshold = calibration.cosineAtFmrOrStrictest(rate);
            RateInterval interval = calibration.fnmrInterval(threshold.cosine(), .95);
            text.append(String.format(
                    Locale.ROOT,
                    " %s%-9s %-8.4f %-8.4f %.4f to %.4f%n",
                    threshold.clamped() ? "<" : " ",
                    rate,
                    threshold.cosine(),
                    calibration.fnmr(threshold.cosine()),
                    interval.low(),
                    interval.high()));
            if (threshold.clamped()) {
                break;
            }
        }
        return text.toString();
    }
}
