package dev.sightline.matcher.alert;

import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.matcher.link.step.Stay;
import java.util.Optional;

/**
 * A rule met a person.
 *
 * @param alertId deterministic: equal on replay, so receivers can drop repeats
 * @param rule which
 * @param stay who, where, when
 * @param entry watchlist hits: who the person was taken for
 * @param match watchlist hits, when this stay itself matched: by what
 */
public record Alert(
        String alertId, AlertRule rule, Stay stay, Optional<WatchlistEntry> entry, Optional<WatchlistMatch> match) {

    /** The rule's kind as it stands in the event type. */
    public String kind() {
        return switch (rule.getConditionCase()) {
            case WATCHLIST_HIT -> "watchlist-hit";
            case UNKNOWN_PERSON -> "unknown-person";
            case DWELL -> "dwell";
            case CONDITION_NOT_SET -> throw new IllegalStateException("rule " + rule.getRuleId() + " has no condition");
        };
    }
}
