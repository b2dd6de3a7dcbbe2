package dev.sightline.app.run;

import dev.sightline.console.api.RuleSetup;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;

/** Changes alert rules for the console, by their topic. Thread-safe. */
public final class TopicRules implements RuleSetup {
    private final CompactedTopic<AlertRule> topic;

    public TopicRules(KafkaClients kafka) {
        this.topic = new CompactedTopic<>(kafka, Topics.RULES);
    }

    @Override
    public void put(AlertRule rule) {
        topic.put(rule.getRuleId(), rule);
    }

    @Override
    public void remove(String ruleId) {
        topic.remove(ruleId);
    }
}
