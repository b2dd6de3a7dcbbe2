package dev.sightline.app.topics;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Known;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.text.ConstantWord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline rules list|remove}: alert rules are declared in the configuration; here they are seen and taken out. */
@Command(
        name = "rules",
        description = "List the alert rules in force, and remove one that no configuration declares any more.",
        footer = {"", "Examples:", "  sightline rules list", "  sightline rules remove old-rule"},
        mixinStandardHelpOptions = true)
public final class RulesCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(
            description = "Show the rules.",
            footer = {"", "Example:", "  sightline rules list"},
            mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption json) {
        Table table = new Table("rule", "when", "from", "cameras");
        try (Installation installation = options.open()) {
            installation.createTopics();
            table(installation)
                    .read()
                    .forEach((name, rule) -> table.row(
                            name,
                            ConstantWord.of(rule.getConditionCase()),
                            rule.getOrigin() == Origin.ORIGIN_UNSPECIFIED
                                    ? "-"
                                    : ConstantWord.of(rule.getOrigin(), "ORIGIN_"),
                            rule.getCameraIdsCount() == 0
                                    ? "all cameras"
                                    : String.join(", ", rule.getCameraIdsList())));
        }
        Outcome outcome = Outcome.of(spec, json).table("rules", table);
        return (table.isEmpty() ? outcome.say("There is no rule.") : outcome).end();
    }

    @Command(
            description = "Remove a rule.",
            footer = {"", "Example:", "  sightline rules remove old-rule"},
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "NAME", description = "The rule.") String name,
            @Mixin ReasonOption reason,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            AlertRule rule = Known.get("rule", name, table(installation).read());
            CommandAudit.of(installation.settings(), outcome).did("rule.remove", name, reason.text(), described(rule));
            table(installation).remove(name);
            outcome.field("removed", name).say("Removed rule " + name + ".");
            TakesEffect.laterForMatcher(installation).ifPresent(outcome::say);
            if (rule.getOrigin() == Origin.ORIGIN_CONFIGURATION) {
                outcome.say(
                        "The configuration declares it; take it out of the file too, or its next start adds it again.");
            }
        }
        return outcome.end();
    }

    private static String described(AlertRule rule) {
        return "when: " + ConstantWord.of(rule.getConditionCase()) + "; cameras: " + rule.getCameraIdsList()
                + "; cooldown: " + rule.getCooldownUs() / 1_000_000.0 + " s";
    }

    private static CompactedTopic<AlertRule> table(Installation installation) {
        return new CompactedTopic<>(installation.kafka(), Topics.RULES);
    }
}
