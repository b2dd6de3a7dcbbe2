package dev.sightline.matcher.gallery;

import java.util.List;

/**
 * What a search found. The {@code limit} nearest across cameras and the {@code limit} nearest within the own one are both
 * in it, each with both distances, so ranking by the better of two scales, each monotone, misses nobody.
 *
 * @param matches by {@link Match#NEAREST_FIRST}; at most twice the limit
 * @param across identities in the gallery with exemplars of other cameras, allowed or not
 * @param within identities in the gallery with exemplars of the probe's own camera, allowed or not
 */
public record Neighbors(List<Match> matches, int across, int within) {
    public Neighbors {
        matches = List.copyOf(matches);
    }
}
