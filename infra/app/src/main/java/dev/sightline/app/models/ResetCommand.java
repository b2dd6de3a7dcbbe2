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

/** {@code sightline models reset}: the way out when the models topic says something that cannot be. */
@Command(
        name = "reset",
        description = {
            "Take back what the models topic says about a task, readable or not: the configured model serves again, at",
            "once and without re-embedding. For a value that is forged or names a package that is lost; otherwise roll"
                    + " back.",
            "People who are known by the other model only are not recognized until that one serves again."
        },
        footer = {"", "Example:", "  sightline models reset --reason \"the registry folder is lost\""},
        mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {
    @ParentCommand
    private ModelsCommand models;

    @Mixin
    private ChangeOptions change;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Outcome outcome = Outcome.of(spec, change.json());
        try (Installation installation = models.options().open()) {
            Database database = installation.database();
            CommandAudit.in(database).did("model.reset", change.task().label(), change.reason(), "");
            String configured = installation
                    .promoter(database, new TerminalView(outcome.terminal()), change.by())
                    .reset(change.task(), change.reason());
            return outcome.field("model", configured)
                    .say(change.task().label() + " is served by the configured model again: " + configured + ".")
                    .end();
        }
    }
}
