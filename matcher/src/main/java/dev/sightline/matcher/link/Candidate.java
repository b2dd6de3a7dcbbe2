package dev.sightline.matcher.link;

import java.util.Comparator;

/**
 * An identity a tracklet could be. Distances within one camera and across cameras are held against thresholds of their
 * own, so candidates are ranked by how far they lie beyond them.
 *
 * @param squaredDistance squared L2 to the exemplars of the camera that fits best
 * @param threshold greatest squared distance that links
 * @param sameCamera those exemplars are of the tracklet's own camera
 */
record Candidate(String identityId, double squaredDistance, double threshold, boolean sameCamera) {
    static final Comparator<Candidate> NEAREST_FIRST =
            Comparator.comparingDouble(Candidate::excess).thenComparing(Candidate::identityId);

    /** Negative within the threshold. */
    double excess() {
        return squaredDistance - threshold;
    }
}
