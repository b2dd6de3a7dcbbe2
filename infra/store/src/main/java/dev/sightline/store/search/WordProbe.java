package dev.sightline.store.search;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;

/**
 * A sentence to look for: a direction among the descriptors of bodies by one model.
 *
 * <p>Words are learned with a projection on both sides. That of the pictures' side is linear, so it lies folded in the direction:
 * {@code (A t) · (B d) = (Bᵀ A t) · d}. Stored descriptors are compared as they are, and so is their index; nothing is described or
 * projected again. What folding leaves out is the length of {@code B d}, which costs .00 to .02 in rank-1
 * (infra/docs/experiments/words.md).
 *
 * @param direction a unit vector, of the person descriptor's model id
 * @param center mean cosine of people at large
 * @param spread deviation of the cosines of people at large, above 0
 * @param odds what standing out among those compared means
 * @param present the probability, before looking, that the one described is among them, above 0 and below 1
 */
public record WordProbe(UnitVector direction, double center, double spread, AnswerOdds odds, double present) {
    public WordProbe {
        if (!(spread > 0) || !(present > 0 && present < 1)) {
            throw new IllegalArgumentException("spread " + spread + " and presence " + present
                    + " are not allowed: use a spread above 0 and a probability between 0 and 1");
        }
    }

    /** As what the index looks for. */
    Probe probe() {
        return new Probe(Modality.MODALITY_PERSON, direction, Comparison.TRACKLET_EXEMPLAR);
    }
}
