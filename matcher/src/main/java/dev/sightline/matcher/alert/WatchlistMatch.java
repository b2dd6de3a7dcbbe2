package dev.sightline.matcher.alert;

import dev.sightline.contracts.v1.Modality;

/**
 * Why somebody is taken for a watchlist entry.
 *
 * @param squaredDistance squared L2 between unit vectors
 * @param threshold greatest squared distance that matches
 */
public record WatchlistMatch(
        String entryId, Modality modality, String modelId, double squaredDistance, double threshold) {}
