package dev.sightline.trainer.evaluate.verification;

import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.evaluate.verification.VerificationScore.AtTarget;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.labeled.PairComparison;
import dev.sightline.trainer.labeled.PairScores;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells pairs of crops apart by cosine.
 *
 * @param targets false match rates to report
 * @param maxPairs the most genuine, and the most impostor, pairs; more are thinned at random
 * @param bootstrap how intervals are drawn
 * @param seed of the thinning
 */
public record VerificationEvaluation(List<Double> targets, int maxPairs, IdentityBootstrap bootstrap, long seed) {

    public VerificationEvaluation {
        targets = List.copyOf(targets);
    }

    /** Rates 1e-1 to 1e-4, a million pairs, 1000 draws of people. */
    public static VerificationEvaluation defaults() {
        return new VerificationEvaluation(List.of(.1, .01, .001, .0001), 1_000_000, IdentityBootstrap.defaults(), 1);
    }

    /**
     * Scores every pair (see {@link PairScores#ofCrops} for which pairs are genuine). Distractors are in none: any two of
     * them may be one person.
     *
     * @throws IllegalArgumentException when there is no genuine or no impostor pair
     */
    public VerificationScore evaluate(List<LabeledDescriptor> crops) {
        return evaluate(crops, PairComparison.COSINE);
    }

    /** The same by another comparison than the cosine. */
    public VerificationScore evaluate(List<LabeledDescriptor> crops, PairComparison comparison) {
        return evaluate(PairScores.ofCrops(Label.people(crops), maxPairs, seed, comparison));
    }

    /** Scores given pairs. */
    public VerificationScore evaluate(PairScores pairs) {
        Roc roc = new Roc(pairs.genuine().scores(), pairs.impostor().scores());
        List<AtTarget> rates = new ArrayList<>();
        List<Double> unshown = new ArrayList<>();
        for (double target : targets) {
            if (target * roc.impostors() < 1) {
                unshown.add(target);
            } else {
                rates.add(new AtTarget(target, roc.atFar(target), bootstrap.fnmrAtFmr(pairs, target)));
            }
        }
        return new VerificationScore(
                pairs.people(), roc.genuines(), roc.impostors(), roc.auc(), roc.equalErrorRate(), rates, unshown);
    }
}
