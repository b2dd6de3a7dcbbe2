package dev.sightline.console.live;

import dev.sightline.contracts.v1.AlertRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The alert rules in force, as their compacted topic says. Thread-safe. */
public final class RuleBoard {
    private final Map<String, AlertRule> rules = new TreeMap<>();

    /** A record of the rules topic; empty: removed. */
    public synchronized void rule(String id, Optional<AlertRule> rule) {
        rule.ifPresentOrElse(r -> rules.put(id, r), () -> rules.remove(id));
    }

    /** All, by id. */
    public synchronized List<AlertRule> all() {
        return List.copyOf(rules.values());
    }

    public synchronized Optional<AlertRule> find(String id) {
        return Optional.ofNullable(rules.get(id));
    }
}
