package dev.sightline.app.models;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.OperatorOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.platform.problem.Problem;
import dev.sightline.rollout.PromotionResult;
import dev.sightline.store.database.Database;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sightline models promote}: a registered model takes over while everything runs. */
@Command(
        name = "promote",
        description = {
            "Let a registered model take over while everything runs: embedders load it beside the one that serves,",
            "stored exemplars are re-embedded, then all switch at one capture time. Runs to the end; when it is cut",
            "off, the same command goes on where it was."
        },
        footer = {
            "",
            "Examples:",
            "  sightline models promote challenger",
            "  sightline models promote person@3 --force \"gate data too small, agreed with operations\""
        },
        mixinStandardHelpOptions = true)
final class PromoteCommand implements Callable<Integer> {
    @ParentCommand
    private ModelsCommand models;

    @Mixin
    private OperatorOption who;

    @Parameters(paramLabel = "MODEL", description = "id@version, an id, or 'challenger'.")
    private String model;

    @Option(
            names = "--force",
            paramLabel = "REASON",
            description = "Promote a model that the gate refused, could not judge or never saw; the reason is kept.")
    private @Nullable String force;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = models.options().openRunning()) {
            installation.createTopics();
            Database database = installation.database();
            Optional<String> why = Optional.ofNullable(force).filter(f -> !f.isBlank());
            CommandAudit.in(database)
                    .did("model.promote", model, why.orElseGet(reason::text), why.isPresent() ? "forced" : "");
            PromotionResult result = installation
                    .promoter(database, new TerminalView(outcome.terminal()), who.by())
                    .promote(model, why);
            describe(result, outcome);
            return outcome.end();
        }
    }

    /** What happened, for people and programs. */
    static void describe(PromotionResult result, Outcome outcome) {
        var exemplars = result.exemplars();
        outcome.say(String.format(
                        Locale.ROOT,
                        "%d stored exemplars were re-embedded in %.1f s, %d were known already, %d have no crop; %d"
                                + " were added to the watchlist.",
                        exemplars.described(),
                        result.describing().toMillis() / 1000.0,
                        exemplars.known(),
                        exemplars.withoutCrop(),
                        result.watchlistAdded()))
                .say(String.format(
                        Locale.ROOT,
                        "%d cameras switched at %s, the last one %.1f s after the decision.",
                        result.cameras().size(),
                        result.switchTime(),
                        result.switching().toMillis() / 1000.0))
                .field("switchTime", result.switchTime().toString())
                .field("cameras", result.cameras())
                .field("reembedded", exemplars.described());
        result.late()
                .forEach(camera -> outcome.problems()
                        .add(Problem.of(
                                camera,
                                "late-switch",
                                "frames right after the switch were described by the old model",
                                "raise models.lead")));
    }
}
