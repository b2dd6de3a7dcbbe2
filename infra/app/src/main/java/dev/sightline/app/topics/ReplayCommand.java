package dev.sightline.app.topics;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.platform.deadletter.DeadLetterReplay;
import dev.sightline.platform.deadletter.ReplayFilter;
import dev.sightline.platform.deadletter.ReplayReport;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import java.util.Optional;
import java.util.TreeMap;
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
            "Put dead letters back into the topics they came from, once each, after what stopped them was fixed."
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

    @Mixin
    private JsonOption json;

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
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            installation.createTopics();
            return end(new DeadLetterReplay(installation.kafka()).replay(filter), outcome);
        }
    }

    private static int end(ReplayReport report, Outcome outcome) {
        Table table = new Table("topic", "put back");
        new TreeMap<>(report.replayed()).forEach(table::row);
        if (report.impossible() > 0) {
            outcome.problems()
                    .add(new Problem(
                            "dead letters",
                            "not-replayable",
                            "records cannot be put back: their topic is not of this installation, or their value was not"
                                    + " kept",
                            report.impossible(),
                            "send them again from their source"));
        }
        return outcome.table("topics", table)
                .field("replayed", report.total())
                .field("leftForLater", report.passedOver())
                .say(report.total() + " dead letters are put back, " + report.passedOver() + " are left for later.")
                .end();
    }
}
