package dev.sightline.trainer.evaluate.verification;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.Measures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well people are told from strangers, and from each other, at target rates of false positives.
 *
 * @param people in the gallery: FPIR grows with them, so no rate means anything without
 * @param rows in the gallery
 * @param matedProbes probes whose person is in the gallery
 * @param strangerProbes probes whose person is not
 * @param rates one entry per target FPIR that the probes can show
 * @param unshown targets that the non-mated probes are too few for
 */
public record OpenSetScore(
        int people, int rows, int matedProbes, int strangerProbes, List<AtTarget> rates, List<Double> unshown)
        implements Measures {
    private static final int WIDE = 5;

    public OpenSetScore {
        rates = List.copyOf(rates);
        unshown = List.copyOf(unshown);
    }

    /**
     * What a target rate costs.
     *
     * @param target FPIR asked for
     * @param threshold scores strictly above it are accepted
     * @param fpir reached, at most the target
     * @param fnir share of mated probes not found first
     * @param fnirWide share of mated probes not found among the first five
     * @param fnirInterval of {@code fnir}, drawing people
     */
    public record AtTarget(
            double target, double threshold, double fpir, double fnir, double fnirWide, RateInterval fnirInterval) {}

    /** Reads the rates off. */
    public static OpenSetScore of(OpenSet open, List<Double> targets, IdentityBootstrap bootstrap) {
        List<AtTarget> rates = new ArrayList<>();
        List<Double> unshown = new ArrayList<>();
        for (double target : targets) {
            double threshold = open.thresholdAtFpir(target);
            if (!open.shows(target)) {
                unshown.add(target);
                continue;
            }
            rates.add(new AtTarget(
                    target,
                    threshold,
                    open.fpir(threshold),
                    open.fnir(1, threshold),
                    open.fnir(WIDE, threshold),
                    open.fnirInterval(bootstrap, target, 1)));
        }
        return new OpenSetScore(open.people(), open.rows(), open.matedProbes(), open.strangerProbes(), rates, unshown);
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("people in the gallery", people);
        m.put("rows in the gallery", rows);
        m.put("mated probes", matedProbes);
        m.put("non-mated probes", strangerProbes);
        for (AtTarget rate : rates) {
            Map<String, Object> at = new LinkedHashMap<>();
            at.put("threshold (score above)", rate.threshold());
            at.put("FPIR reached", rate.fpir());
            at.put("FNIR rank 1", rate.fnir());
            at.put(
                    "FNIR rank 1 95% over people",
                    List.of(rate.fnirInterval().low(), rate.fnirInterval().high()));
            at.put("FNIR rank " + WIDE, rate.fnirWide());
            m.put("at FPIR " + rate.target(), at);
        }
        if (!unshown.isEmpty()) {
            m.put("FPIR not shown (too few non-mated probes)", unshown);
        }
        return m;
    }
}
