package dev.sightline.app.models;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.store.database.Database;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sightline models rollback}: back to what served before. */
@Command(
        name = "rollback",
        description = {
            "Go back to the model that served before, the way a promotion goes. While a promotion has not decided its",
            "switch time, give it up instead."
        },
        footer = {"", "Example:", "  sightline models rollback --reason \"confuses the night shift\""},
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @ParentCommand
    private ModelsCommand models;

    @Mixin
    private ChangeOptions change;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Outcome outcome = Outcome.of(spec, change.json());
        try (Installation installation = models.options().openRunning()) {
            installation.createTopics();
            Database database = installation.database();
            CommandAudit.in(database).did("model.rollback", change.task().label(), change.reason(), "");
            installation
                    .promoter(database, new TerminalView(outcome.terminal()), change.by())
                    .rollback(change.task(), change.reason())
                    .ifPresentOrElse(
                            result -> PromoteCommand.describe(result, outcome),
                            () -> outcome.say("The promotion that had not decided its switch time is given up."));
            return outcome.end();
        }
    }
}
