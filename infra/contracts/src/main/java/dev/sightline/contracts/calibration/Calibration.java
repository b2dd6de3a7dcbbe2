package dev.sightline.contracts.calibration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the scores of one model mean for one kind of comparison: the genuine and impostor distributions it was measured
 * on, and so the threshold for any target false match rate.
 *
 * @param comparison what was compared with what
 * @param dataset name of the data, for people
 * @param datasetSha256 hash over the sorted list of files and labels, hex
 * @param identities people in the data
 * @param genuine scores of pairs of one person
 * @param impostor scores of pairs of two people
 */
public record Calibration(
        Comparison comparison,
        String dataset,
        String datasetSha256,
        int identities,
        ScoreDistribution genuine,
        ScoreDistribution impostor) {

    /** The false match rates whose thresholds are written into manifests, where the sample can show them. */
    public static final List<Double> USUAL_RATES = List.of(1e-2, 1e-3, 1e-4, 1e-5);

    public Calibration {
        Objects.requireNonNull(comparison);
        Objects.requireNonNull(dataset);
        Objects.requireNonNull(datasetSha256);
        Objects.requireNonNull(genuine);
        Objects.requireNonNull(impostor);
    }

    /**
     * The least cosine that counts as the same person so that at most {@code fmr} of impostor pairs do.
     *
     * @throws IllegalArgumentException when the impostor sample is too small to show {@code fmr}
     */
    public double cosineAtFmr(double fmr) {
        return impostor.scoreExceededBy(fmr);
    }

    /**
     * {@link #cosineAtFmr} for callers that must go on with a rate their sample cannot show: below 1/n the threshold
     * is just above every impostor pair seen, and says so.
     *
     * @param fmr above 0, at most 1
     * @throws IllegalArgumentException for a rate outside (0, 1]
     */
    public Threshold cosineAtFmrOrStrictest(double fmr) {
        if (!(fmr > 0 && fmr <= 1)) {
            throw new IllegalArgumentException("target false match rate " + fmr + " is not allowed: use a number above"
                    + " 0 and at most 1, such as 0.001");
        }
        boolean clamped = !impostor.shows(fmr);
        double cosine = clamped ? impostor.aboveAll() : cosineAtFmr(fmr);
        return new Threshold(cosine, fmr(cosine), clamped);
    }

    /**
     * Thresholds for {@link #USUAL_RATES}, laxest first, without the rates that the impostor sample is too small to
     * show.
     */
    public Map<Double, Threshold> usualThresholds() {
        Map<Double, Threshold> thresholds = new LinkedHashMap<>();
        for (double rate : USUAL_RATES) {
            if (impostor.shows(rate)) {
                thresholds.put(rate, cosineAtFmrOrStrictest(rate));
            }
        }
        return thresholds;
    }

    /** {@link #cosineAtFmr} as the greatest squared L2 distance that still counts as the same person. */
    public double squaredDistanceAtFmr(double fmr) {
        return 2 * (1 - cosineAtFmr(fmr));
    }

    /** Share of genuine pairs below {@code cosine}. */
    public double fnmr(double cosine) {
        return 1 - genuine.shareAtLeast(cosine);
    }

    /** Share of impostor pairs at or above {@code cosine}. */
    public double fmr(double cosine) {
        return impostor.shareAtLeast(cosine);
    }

    /** The binomial interval of {@link #fnmr}; see {@link RateInterval} for what it takes for granted. */
    public RateInterval fnmrInterval(double cosine, double confidence) {
        return RateInterval.ofCount(fnmr(cosine) * genuine.count(), genuine.count(), confidence);
    }

    /** The binomial interval of {@link #fmr}; see {@link RateInterval} for what it takes for granted. */
    public RateInterval fmrInterval(double cosine, double confidence) {
        return RateInterval.ofCount(fmr(cosine) * impostor.count(), impostor.count(), confidence);
    }
}
