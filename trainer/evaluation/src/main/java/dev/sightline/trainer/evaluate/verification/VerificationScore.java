package dev.sightline.trainer.evaluate.verification;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well pairs are told apart.
 *
 * @param people people in the data
 * @param genuinePairs pairs of one person compared
 * @param impostorPairs pairs of two people compared
 * @param auc area under the ROC
 * @param equalErrorRate interpolated
 * @param rates one entry per target false match rate that the pairs can show
 * @param unshown targets that the pairs are too few for
 */
public record VerificationScore(
        int people,
        int genuinePairs,
        int impostorPairs,
        double auc,
        double equalErrorRate,
        List<AtTarget> rates,
        List<Double> unshown)
        implements Measures {

    public VerificationScore {
        rates = List.copyOf(rates);
        unshown = List.copyOf(unshown);
    }

    /**
     * What a target rate costs.
     *
     * @param target false match rate asked for
     * @param point threshold and rates reached
     * @param fnmrInterval of the FNMR, drawing people
     */
    public record AtTarget(double target, OperatingPoint point, RateInterval fnmrInterval) {}

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("people", people);
        m.put("genuine pairs", genuinePairs);
        m.put("impostor pairs", impostorPairs);
        m.put("AUC", auc);
        m.put("EER (interpolated)", equalErrorRate);
        for (AtTarget rate : rates) {
            Map<String, Object> at = new LinkedHashMap<>();
            at.put("threshold (score above)", rate.point().threshold());
            at.put("TAR", rate.point().tar());
            at.put("FAR reached", rate.point().far());
            at.put("FNMR", rate.point().fnmr());
            at.put(
                    "FNMR 95% over people",
                    List.of(rate.fnmrInterval().low(), rate.fnmrInterval().high()));
            m.put("at FAR " + rate.target(), at);
        }
        if (!unshown.isEmpty()) {
            m.put("FAR not shown (too few pairs)", unshown);
        }
        return m;
    }
}
