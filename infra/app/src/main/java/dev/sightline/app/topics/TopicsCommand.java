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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline topics create|describe}. */
@Command(
        name = "topics",
        description = "Create or describe Sightline's topics on the configured cluster.",
        footer = {"", "Example:", "  sightline topics create --set kafka.bootstrap-servers=broker:9092"},
        mixinStandardHelpOptions = true)
public final class TopicsCommand {
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
