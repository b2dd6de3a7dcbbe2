package dev.sightline.contracts.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How impostors' log-likelihood ratios are distributed, as a few atoms with a fine tail, so that the false match rate of a sum over
 * modalities can be computed. Immutable.
 */
public final class ImpostorEvidence {
    private static final double[] LEVELS = {
        1, .9, .8, .7, .6, .5, .4, .3, .25, .2, .15, .1, .07, .05, .03, .02, .01, .007, .005, .003, .002, .001, 5e-4,
        2e-4, 1e-4, 5e-5, 2e-5, 1e-5
    };

    /** Descending. */
    private final double[] ratios;
    /** Of impostor pairs at each; their sum is 1. */
    private final double[] shares;
    /** Of impostor pairs at the first so many. */
    private final double[] sums;

    private ImpostorEvidence(double[] ratios, double[] shares) {
        this.ratios = ratios;
        this.shares = shares;
        this.sums = new double[shares.length + 1];
        for (int i = 0; i < shares.length; i++) {
            sums[i + 1] = sums[i] + shares[i];
        }
    }

    /** @param curve log-likelihood ratio of a cosine, never less for a greater one */
    public static ImpostorEvidence of(ScoreDistribution impostor, DoubleUnaryOperator curve) {
        List<double[]> atoms = new ArrayList<>();
        double least = 1.0 / impostor.count();
        for (int i = 0; i < LEVELS.length && LEVELS[i] > least; i++) {
            double next = i + 1 < LEVELS.length ? Math.max(least, LEVELS[i + 1]) : least;
            // The nearer end of the step: rates come out too high rather than too low.
            double score = LikelihoodCurve.exceededBy(impostor, next);
            atoms.add(new double[] {curve.applyAsDouble(score), LEVELS[i] - next});
        }
        atoms.add(new double[] {curve.applyAsDouble(1), least});
        double[] ratios = new double[atoms.size()];
        double[] shares = new double[atoms.size()];
        for (int i = 0; i < ratios.length; i++) {
            double[] atom = atoms.get(ratios.length - 1 - i);
            ratios[i] = atom[0];
            shares[i] = atom[1];
        }
        return new ImpostorEvidence(ratios, shares);
    }

    /** The share of impostors for whom the sum of this and another, independent modality is at least {@code sum}. */
    public double shareAtLeast(double sum, ImpostorEvidence other) {
        double share = 0;
        int reach = other.ratios.length; // so many of the other's atoms bring enough; fewer, the less this one brings
        for (int i = 0; i < ratios.length; i++) {
            while (reach > 0 && other.ratios[reach - 1] < sum - ratios[i]) {
                reach--;
            }
            share += shares[i] * other.sums[reach];
        }
        return Math.min(1, share);
    }
}
