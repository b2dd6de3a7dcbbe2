package dev.sightline.app.topics;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.platform.deadletter.DeadLetterReplay;
import dev.sightline.platform.deadletter.ReplayFilter;
import dev.sightline.platform.deadletter.ReplayReport;
import dev.sightline.platform.problem.UserError;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline replay --dead-letters}: puts refused records back where they came from. */
@Command(
        name = "replay",
        description = {
            "Put dead letters back into the topics they came from, once each, after what stopped them was mended."
        },
        footer = {"", "Example:", "  sightline replay --dead-letters --kind image-truncated"},
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--dead-letters", description = "Replay dead letters (the only thing to replay yet).")
    private boolean deadLetters;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those that came from this topic (full name).")
    private @Nullable String topic;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only this kind of failure.")
    private @Nullable String kind;

    @Option(names = "--service", paramLabel = "SERVICE", description = "Only those this service refused.")
    private @Nullable String service;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!deadLetters) {
            throw new UserError("say what to replay: --dead-letters");
        }
        ReplayFilter all = ReplayFilter.all();
        ReplayFilter filter = new ReplayFilter(
                Optional.ofNullable(topic), Optional.ofNullable(kind), Optional.ofNullable(service), all.maxReplays());
        try (Installation installation = options.open()) {
            installation.createTopics();
            print(new DeadLetterReplay(installation.kafka()).replay(filter));
        }
        return 0;
    }

    private void print(ReplayReport report) {
        PrintWriter out = spec.commandLine().getOut();
        report.replayed().forEach((origin, n) -> out.printf("%-32s %d put back%n", origin, n));
        out.printf(
                "%d put back, %d left for later, %d impossible.%n",
                report.total(), report.passedOver(), report.impossible());
        out.flush();
    }
}
