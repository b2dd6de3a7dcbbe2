package dev.sightline.matcher.link.evidence;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.gallery.Match;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.score.Scale;
import dev.sightline.matcher.link.score.UsualScores;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads distances as the calibration would have measured them, where the strangers of this site look more or less alike than
 * its impostors: adaptive score normalization (Kenny 2010; Matějka et al. 2017) by means alone.
 *
 * @param usual what strangers score with the tracklet; empty while nothing is known
 * @param scale of the model
 */
record StrangersHere(Optional<UsualScores> usual, Scale scale) {
    /** How much of the strictness, in its logarithm, the strangers of a well-known site stand for. */
    private static final double TAKEN_OFF = 0.5;

    /** What they score with a vector that a tracklet shows. */
    static StrangersHere of(SiteMemory memory, Tracklet tracklet, Modality modality, UnitVector vector, Scale scale) {
        return new StrangersHere(memory.impostors().scores(modality, vector, tracklet.cameraId()), scale);
    }

    /**
     * What is added to the squared distances to an identity; 0 where there is none.
     *
     * @param distances of the same identity to any vector
     */
    Correction correction(Match near, Function<UnitVector, Optional<Match>> distances) {
        if (usual.isEmpty()) {
            return Correction.NONE;
        }
        UsualScores scores = usual.get();
        Optional<Match> here = distances.apply(scores.here());
        if (here.isEmpty()) {
            return Correction.NONE;
        }
        double expected = scale.strangersCosine();
        return new Correction(
                Double.isInfinite(near.across())
                        ? 0
                        : scores.correctionAcross(here.get().across(), expected),
                Double.isInfinite(near.within())
                        ? 0
                        : scores.correctionWithin(here.get().within(), expected));
    }

    /**
     * What a rate within one camera is multiplied by: less strict, the better the strangers are known whose light and
     * background are taken off.
     *
     * @param unknown while nothing is known of them, above 0 to 1
     */
    double strictness(double unknown) {
        return Math.pow(
                unknown, 1 - TAKEN_OFF * (usual.isPresent() ? usual.get().weight() : 0));
    }

    /** Added to a squared distance across cameras, and within one. */
    record Correction(double across, double within) {
        static final Correction NONE = new Correction(0, 0);

        static double corrected(double squaredDistance, double by) {
            return Math.max(0, Math.min(4, squaredDistance + by));
        }
    }
}
