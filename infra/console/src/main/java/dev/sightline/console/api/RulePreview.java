package dev.sightline.console.api;

import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.store.sighting.SightingView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rule would have raised over recorded stays. The matcher decides by the same conditions while a stay lasts; here stays
 * are whole, and who is on the watchlist is whom an alert said to be on it.
 *
 * @param restricted ids of cameras where unknown people raise alerts
 * @param onWatchlist identities
 */
record RulePreview(AlertRule rule, Set<String> restricted, Set<String> onWatchlist) {
    /** An alert that it would have raised. */
    record Raised(Instant time, SightingView stay) {}

    /** Those of some stays, oldest first; none for a person within the rule's cooldown. */
    List<Raised> over(List<SightingView> stays) {
        List<Raised> due = stays.stream()
                .filter(this::applies)
                .map(stay -> new Raised(time(stay), stay))
                .sorted(Comparator.comparing(Raised::time)
                        .thenComparing(raised -> raised.stay().sightingId()))
                .toList();
        Map<String, Instant> last = new HashMap<>();
        List<Raised> raised = new ArrayList<>();
        for (Raised each : due) {
            Instant before = last.get(each.stay().identityId());
            if (before == null || ChronoUnit.MICROS.between(before, each.time()) >= Math.max(1, rule.getCooldownUs())) {
                last.put(each.stay().identityId(), each.time());
                raised.add(each);
            }
        }
        return raised;
    }

    private boolean applies(SightingView stay) {
        if (rule.getCameraIdsCount() > 0 && !rule.getCameraIdsList().contains(stay.cameraId())) {
            return false;
        }
        boolean known = onWatchlist.contains(stay.identityId());
        return switch (rule.getConditionCase()) {
            case WATCHLIST_HIT -> known;
            case UNKNOWN_PERSON -> !known && restricted.contains(stay.cameraId());
            case DWELL -> !time(stay).isAfter(stay.endTime());
            case CONDITION_NOT_SET -> false;
        };
    }

    private Instant time(SightingView stay) {
        return rule.hasDwell()
                ? stay.startTime().plus(Duration.of(rule.getDwell().getAtLeastUs(), ChronoUnit.MICROS))
                : stay.startTime();
    }
}
