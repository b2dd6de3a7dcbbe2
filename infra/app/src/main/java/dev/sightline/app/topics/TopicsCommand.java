package dev.sightline.app.topics;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.platform.kafka.TopicAdmin;
import dev.sightline.platform.kafka.TopicState;
import java.io.PrintWriter;
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
            mixinStandardHelpOptions = true)
    int create() {
        try (Installation installation = options.open()) {
            installation.createTopics();
            return describe(installation);
        }
    }

    @Command(description = "Show every topic with partitions and retention.", mixinStandardHelpOptions = true)
    int describe() {
        try (Installation installation = options.open()) {
            return describe(installation);
        }
    }

    private int describe(Installation installation) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-32s %10s %11s  %s%n", "topic", "partitions", "replication", "state");
        for (TopicState state : new TopicAdmin(installation.kafka()).describe(Topics.ALL)) {
            out.println(state);
        }
        out.flush();
        return 0;
    }
}
