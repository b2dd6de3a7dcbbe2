package dev.sightline.console.api;

import dev.sightline.contracts.v1.AlertRule;

/** Changes alert rules: needs the rules topic, which the console does not have. Thread-safe. */
public interface RuleSetup {
    /** Puts a rule on the topic, in place of one of the same name; taken by Kafka on return. */
    void put(AlertRule rule);

    /** Takes a rule off the topic. */
    void remove(String ruleId);
}
