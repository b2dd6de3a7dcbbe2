package dev.sightline.matcher.gallery;

import java.util.Comparator;
import java.util.Objects;

/**
 * How near an identity is to a probe: squared L2 between unit vectors, 2(1 - cosine), mean over the nearest exemplars of
 * a camera; infinite where there is none.
 *
 * @param identityId who
 * @param across of the other cameras, the nearest one
 * @param within of the probe's own camera
 */
public record Match(String identityId, double across, double within) {
    /** Nearest by the lesser distance first; equal ones by id, so a replay sees the same order. */
    public static final Comparator<Match> NEAREST_FIRST =
            Comparator.comparingDouble(Match::squaredDistance).thenComparing(Match::identityId);

    public Match {
        Objects.requireNonNull(identityId);
    }

    /** The lesser of both. */
    public double squaredDistance() {
        return Math.min(across, within);
    }
}
