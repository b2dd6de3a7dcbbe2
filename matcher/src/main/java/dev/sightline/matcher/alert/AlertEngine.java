package dev.sightline.matcher.alert;

import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.Stay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds rules against who is where. Stateless: cool-downs and what an identity is known as are passed in. */
public final class AlertEngine {
    private final AlertPolicy policy;
    private final Scales scales;

    public AlertEngine(AlertPolicy policy, Scales scales) {
        this.policy = policy;
        this.scales = scales;
    }

    /**
     * @param entryId the watchlist entry the person is taken for from now on, empty when none
     * @param alerts to raise
     */
    public record Outcome(String entryId, List<Alert> alerts) {
        public Outcome {
            alerts = List.copyOf(alerts);
        }
    }

    /**
     * @param restricted whether the stay's camera is one where unknown people raise alerts
     * @param rules in the order of their ids
     */
    public Outcome check(
            Stay stay, boolean restricted, Collection<AlertRule> rules, Watchlist watchlist, CoolDowns coolDowns) {
        Optional<WatchlistEntry> known = watchlist.active(stay.watchlistId(), stay);
        Optional<WatchlistMatch> match =
                known.isPresent() ? Optional.empty() : watchlist.match(stay, scales, policy.watchlist());
        Optional<WatchlistEntry> entry = known.or(() -> match.flatMap(m -> watchlist.active(m.entryId(), stay)));
        List<Alert> alerts = new ArrayList<>();
        for (AlertRule rule : rules) {
            if (applies(rule, stay, restricted, entry.isPresent())) {
                String person = person(rule, stay, entry);
                if (cool(rule, person, stay, coolDowns)) {
                    coolDowns.alerted(rule.getRuleId(), person, stay.timeUs());
                    alerts.add(new Alert(id(rule, person, stay), rule, stay, entry, match));
                }
            }
        }
        return new Outcome(entry.map(WatchlistEntry::getEntryId).orElse(""), alerts);
    }

    private static boolean applies(AlertRule rule, Stay stay, boolean restricted, boolean onWatchlist) {
        if (rule.getCameraIdsCount() > 0 && !rule.getCameraIdsList().contains(stay.cameraId())) {
            return false;
        }
        return switch (rule.getConditionCase()) {
            case WATCHLIST_HIT -> onWatchlist;
            case UNKNOWN_PERSON -> restricted && !onWatchlist;
            case DWELL -> stay.dwellUs() >= rule.getDwell().getAtLeastUs();
            case CONDITION_NOT_SET -> false;
        };
    }

    /** Two identities taken for one watchlist entry are one person to the one who looks for them. */
    private static String person(AlertRule rule, Stay stay, Optional<WatchlistEntry> entry) {
        return rule.hasWatchlistHit() && entry.isPresent()
                ? "watchlist/" + entry.get().getEntryId()
                : stay.identityId();
    }

    private static boolean cool(AlertRule rule, String person, Stay stay, CoolDowns coolDowns) {
        OptionalLong last = coolDowns.lastUs(rule.getRuleId(), person);
        return last.isEmpty() || stay.timeUs() - last.getAsLong() >= Math.max(1, rule.getCooldownUs());
    }

    private static String id(AlertRule rule, String person, Stay stay) {
        return Ids.of(
                "alert", stay.siteId(), rule.getRuleId(), person, stay.trackletId(), Long.toString(stay.timeUs()));
    }
}
