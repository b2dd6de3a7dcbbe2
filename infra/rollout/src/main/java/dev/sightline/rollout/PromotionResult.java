package dev.sightline.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;

/**
 * How a promotion went.
 *
 * @param exemplars what became of stored exemplars
 * @param watchlistAdded exemplars added to the watchlist
 * @param describing how long stored exemplars took
 * @param loading how long it took from the first value until every embedder had the model, beside and after that
 * @param switchTime event time of the switch
 * @param switching from the decision until the last live camera had passed the switch
 * @param cameras that passed it
 * @param late cameras that an embedder still described by the old model after the switch, because it learned of it late
 */
public record PromotionResult(
        ReembeddingCount exemplars,
        int watchlistAdded,
        Duration describing,
        Duration loading,
        Instant switchTime,
        Duration switching,
        SortedSet<String> cameras,
        SortedSet<String> late) {}
