package dev.sightline.app.models;

import dev.sightline.app.run.Installation;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.rollout.PromotionResult;
import java.io.PrintWriter;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Installation installation = models.options().openRunning()) {
            installation.createTopics();
            PromotionResult result = installation
                    .promoter(installation.database(), new TerminalView(Terminal.of(spec)), who.by())
                    .promote(model, Optional.ofNullable(force).filter(f -> !f.isBlank()));
            tell(result, spec.commandLine().getOut());
            return 0;
        }
    }

    /** What happened, for people. */
    static void tell(PromotionResult result, PrintWriter out) {
        out.printf(
                "%d stored exemplars re-embedded in %.1f s, %d known already, %d without a crop; %d added to the"
                        + " watchlist.%n",
                result.exemplars().described(),
                result.describing().toMillis() / 1000.0,
                result.exemplars().known(),
                result.exemplars().withoutCrop(),
                result.watchlistAdded());
        out.printf(
                "Switched at %s, %d cameras, the last one %.1f s after the decision.%n",
                result.switchTime(), result.cameras().size(), result.switching().toMillis() / 1000.0);
        if (!result.late().isEmpty()) {
            out.printf(
                    "Described by the old model for a moment after the switch: %s; raise models.lead.%n",
                    String.join(", ", result.late()));
        }
        out.flush();
    }
}
