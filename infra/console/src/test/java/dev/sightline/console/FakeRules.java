package dev.sightline.console;

import dev.sightline.console.api.RuleSetup;
import dev.sightline.contracts.v1.AlertRule;
import java.util.Optional;

/** Changes rules at once. */
final class FakeRules implements RuleSetup {
    private final Composition parts;

    FakeRules(Composition parts) {
        this.parts = parts;
    }

    @Override
    public void put(AlertRule rule) {
        parts.rules().rule(rule.getRuleId(), Optional.of(rule));
    }

    @Override
    public void remove(String ruleId) {
        parts.rules().rule(ruleId, Optional.empty());
    }
}
