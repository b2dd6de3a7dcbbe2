package dev.sightline.app.topics;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Known;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TakesEffect;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.platform.kafka.CompactedTopic;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
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

    @Command(description = "Show the rules.", mixinStandardHelpOptions = true)
    int list() {
        PrintWriter out = spec.commandLine().getOut();
        try (Installation installation = options.open()) {
            installation.createTopics();
            Map<String, AlertRule> rules = table(installation).read();
            if (rules.isEmpty()) {
                out.println("There is no rule.");
            }
            rules.forEach((name, rule) -> out.printf(
                    "%-30s %-16s %-14s %s%n",
                    name,
                    word(rule.getConditionCase().name()),
                    rule.getOrigin() == Origin.ORIGIN_UNSPECIFIED
                            ? "-"
                            : word(rule.getOrigin().name().substring("ORIGIN_".length())),
                    rule.getCameraIdsCount() == 0 ? "all cameras" : String.join(", ", rule.getCameraIdsList())));
        }
        out.flush();
        return 0;
    }

    @Command(description = "Remove a rule.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME", description = "The rule.") String name) {
        PrintWriter out = spec.commandLine().getOut();
        try (Installation installation = options.open()) {
            installation.createTopics();
            AlertRule rule = Known.get("rule", name, table(installation).read());
            table(installation).remove(name);
            out.println("Removed rule " + name + ".");
            TakesEffect.laterForMatcher(installation).ifPresent(out::println);
            if (rule.getOrigin() == Origin.ORIGIN_CONFIGURATION) {
                out.println(
                        "The configuration declares it; take it out of the file too, or its next start adds it again.");
            }
        }
        out.flush();
        return 0;
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static CompactedTopic<AlertRule> table(Installation installation) {
        return new CompactedTopic<>(installation.kafka(), Topics.RULES);
    }
}
