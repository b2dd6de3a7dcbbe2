package dev.sightline.matcher.alert;

import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.UnknownPerson;
import dev.sightline.contracts.v1.WatchlistHit;
import dev.sightline.matcher.link.score.Rates;
import java.time.Duration;
import java.util.List;

/**
 * What alerts are raised on.
 *
 * @param watchlist how often people on no watchlist may match an entry
 * @param rules rules that hold without being in the rules topic; a rule of the same id there replaces one
 */
public record AlertPolicy(Rates watchlist, List<AlertRule> rules) {
    public AlertPolicy {
        rules = List.copyOf(rules);
    }

    /** Watchlist hits and unknown people in restricted cameras, each person at most every ten minutes. */
    public static AlertPolicy defaults() {
        long coolDownUs = Duration.ofMinutes(10).toMillis() * 1_000;
        return new AlertPolicy(
                new Rates(0.001, 0.01),
                List.of(
                        AlertRule.newBuilder()
                                .setRuleId("watchlist")
                                .setCooldownUs(coolDownUs)
                                .setWatchlistHit(WatchlistHit.getDefaultInstance())
                                .build(),
                        AlertRule.newBuilder()
                                .setRuleId("unknown-person")
                                .setCooldownUs(coolDownUs)
                                .setUnknownPerson(UnknownPerson.getDefaultInstance())
                                .build()));
    }
}
