package dev.sightline.app.topics;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.kafka.TopicState;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.platform.roster.Growth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline topics create|describe|align|grow}. */
@Command(
        name = "topics",
        description = "Create, describe, align or grow Sightline's topics on the configured cluster.",
        footer = {"", "Example:", "  sightline topics create --set kafka.bootstrap-servers=broker:9092"},
        mixinStandardHelpOptions = true)
public final class TopicsCommand {
    private static final int MOST_PARTITIONS = 1000;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(
            description = "Create the topics that are missing; existing ones stay as they are.",
            footer = {"", "Example:", "  sightline topics create --set kafka.bootstrap-servers=broker:9092"},
            mixinStandardHelpOptions = true)
    int create(@Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            return describe(installation, outcome);
        }
    }

    @Command(
            description = "Show every topic with partitions and retention.",
            footer = {"", "Example:", "  sightline topics describe --config sightline.yaml"},
            mixinStandardHelpOptions = true)
    int describe(@Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            return describe(installation, outcome);
        }
    }

    @Command(
            description = {
                "Give topics that are there the retention and segments that the settings say, such as retention.topics;",
                "topics keep what they were created with. Records that are too old then go within minutes."
            },
            footer = {"", "Example:", "  sightline topics align --dry-run --config sightline.yaml"},
            mixinStandardHelpOptions = true)
    int align(
            @Mixin JsonOption json,
            @Option(names = "--dry-run", description = "Only show what would change.") boolean dry) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            List<TopicAdmin.Difference> differences = installation.topicDifferences();
            Table table = new Table("topic", "setting", "is", "should be");
            differences.forEach(each -> table.row(
                    each.topic(), each.setting(), each.is().isEmpty() ? "not set" : each.is(), each.should()));
            if (!dry && !differences.isEmpty()) {
                new TopicAdmin(installation.kafka()).align(differences);
            }
            outcome.table("differences", table);
            if (differences.isEmpty()) {
                outcome.say("All topics are as the settings say.");
            } else {
                outcome.say(dry ? "Nothing was changed." : "These settings were changed.");
            }
        }
        return outcome.end();
    }

    @Command(
            description = {
                "Give frames, observations and the matcher's own topics more partitions, for more instances.",
                "Cameras and sites stay where they are; new ones use the new partitions. Stop everything first."
            },
            footer = {"", "Example:", "  sightline topics grow 16 --set kafka.bootstrap-servers=broker:9092"},
            mixinStandardHelpOptions = true)
    int grow(
            @Mixin JsonOption json,
            @Parameters(paramLabel = "PARTITIONS", description = "How many each of them has then.") int partitions) {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new UserError(
                    "PARTITIONS = " + partitions + " is not allowed: give a number from 1 to " + MOST_PARTITIONS);
        }
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            Map<String, Integer> grown = new Growth(installation.kafka()).to(partitions);
            Table table = new Table("topic", "partitions before", "partitions");
            grown.forEach((topic, before) -> table.row(topic, before, partitions));
            return outcome.table("grown", table).end();
        }
    }

    private static int describe(Installation installation, Outcome outcome) {
        Table table = new Table("topic", "exists", "partitions", "replication", "settings");
        for (TopicState state : new TopicAdmin(installation.kafka()).describe(Topics.ALL)) {
            String settings = new TreeMap<>(state.settings())
                    .entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
            table.row(state.name(), state.exists(), state.partitions(), state.replication(), settings);
            if (!state.exists()) {
                outcome.problems()
                        .add(Problem.of(
                                state.name(),
                                "missing-topic",
                                "the topic does not exist",
                                "create it with: sightline topics create"));
            }
        }
        return outcome.table("topics", table).end();
    }
}
