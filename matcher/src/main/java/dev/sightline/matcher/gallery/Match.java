package dev.sightline.matcher.gallery;

import java.util.Comparator;
import java.util.Objects;

/**
 * How near an identity is to a probe.
 *
 * @param identityId who
 * @param squaredDistance squared L2 between unit vectors, 2(1 - cosine), mean over the identity's nearest exemplars
 */
public record Match(String identityId, double squaredDistance) {
    /** Nearest first; equal distances by id, so a replay sees the same order. */
    public static final Comparator<Match> NEAREST_FIRST =
            Comparator.comparingDouble(Match::squaredDistance).thenComparing(Match::identityId);

    public Match {
        Objects.requireNonNull(identityId);
    }
}
