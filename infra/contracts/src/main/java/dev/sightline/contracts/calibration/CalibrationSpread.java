package dev.sightline.contracts.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How far the sites of a model lie apart: the thresholds that one false match rate takes at each. A site where the model
 * was never calibrated may be like any of them, so until it has a curve of its own the cautious end is the one to use.
 *
 * @param comparison what is compared
 * @param pairs which strangers
 * @param curves one a site
 */
public record CalibrationSpread(Comparison comparison, SiteCurve.Pairs pairs, List<SiteCurve> curves) {

    public CalibrationSpread {
        curves = List.copyOf(curves);
    }

    /** Of those among {@code all} that fit. */
    public static CalibrationSpread of(List<SiteCurve> all, Comparison comparison, SiteCurve.Pairs pairs) {
        return new CalibrationSpread(
                comparison,
                pairs,
                all.stream()
                        .filter(c -> c.pairs() == pairs && c.calibration().comparison() == comparison)
                        .toList());
    }

    /** Sites whose strangers are enough to show a rate. */
    public List<SiteCurve> showing(double fmr) {
        return curves.stream()
                .filter(c -> c.calibration().impostor().shows(fmr))
                .toList();
    }

    /** The least threshold of any site; NaN where none shows the rate. */
    public double lowest(double fmr) {
        return showing(fmr).stream()
                .mapToDouble(c -> c.calibration().cosineAtFmr(fmr))
                .min()
                .orElse(Double.NaN);
    }

    /** The greatest threshold of any site, the cautious end; NaN where none shows the rate. */
    public double cautious(double fmr) {
        return showing(fmr).stream()
                .mapToDouble(c -> c.calibration().cosineAtFmr(fmr))
                .max()
                .orElse(Double.NaN);
    }

    /**
     * A calibration whose strangers come as close as those of the worst site do, at every score: thresholds taken from it
     * are the cautious end of the spread at any rate. Without curves it is {@code pooled} itself.
     *
     * @param pooled the curve over all sites, which is among those it is no laxer than
     */
    public Calibration cautious(Calibration pooled) {
        if (curves.isEmpty()) {
            return pooled;
        }
        List<ScoreDistribution> impostors = new ArrayList<>(List.of(pooled.impostor()));
        curves.forEach(c -> impostors.add(c.calibration().impostor()));
        return new Calibration(
                pooled.comparison(),
                pooled.dataset() + ", cautious end of " + curves.size() + " sites",
                pooled.datasetSha256(),
                pooled.identities(),
                pooled.genuine(),
                envelope(impostors));
    }

    /** At each knot of any of them the greatest share of all; the first, the largest sample, says which rates it shows. */
    private static ScoreDistribution envelope(List<ScoreDistribution> all) {
        TreeSet<Double> knots = new TreeSet<>();
        for (ScoreDistribution one : all) {
            for (double score : one.scores()) {
                knots.add(score);
            }
        }
        double[] scores = knots.stream().mapToDouble(Double::doubleValue).toArray();
        double[] atLeast = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            for (ScoreDistribution one : all) {
                atLeast[i] = Math.max(atLeast[i], one.shareAtLeast(scores[i]));
            }
        }
        return new ScoreDistribution(all.get(0).count(), scores, atLeast);
    }
}
