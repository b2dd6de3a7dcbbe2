package dev.sightline.app.models;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.Installation;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.OperatorOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.store.database.Database;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelVersion;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sightline models register}: a package into the registry. */
@Command(
        name = "register",
        description = {
            "Check a descriptor package, try it out, copy it to the registry folder and note it in the database.",
            "The report of the gate comes along when it lies beside model.json."
        },
        footer = {"", "Example:", "  sightline models register runs/7/package --as challenger"},
        mixinStandardHelpOptions = true)
final class RegisterCommand implements Callable<Integer> {
    /** What may be registered by hand; a champion comes by promotion. */
    enum Role {
        challenger
    }

    @ParentCommand
    private ModelsCommand models;

    @Mixin
    private OperatorOption who;

    @Parameters(paramLabel = "PACKAGE", description = "Package folder, or a model id of 'models list'.")
    private String model;

    @Option(
            names = "--as",
            paramLabel = "ROLE",
            description =
                    "What it is to its task: ${COMPLETION-CANDIDATES}; 'models promote challenger' takes it then.")
    private @Nullable Role role;

    @Option(names = "--force", description = "Take the package of a training that did not finish, too.")
    private boolean force;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Installation installation = models.options().open()) {
            ModelAlias[] aliases = role == null ? new ModelAlias[0] : new ModelAlias[] {ModelAlias.CHALLENGER};
            Database database = installation.database();
            CommandAudit.in(database)
                    .did(
                            "model.register",
                            model,
                            reason.text(),
                            (role == null ? "" : "as " + role) + (force ? " forced" : ""));
            ModelVersion version = installation.registrar(database).register(model, who.by(), force, aliases);
            String gate = version.gate().name().toLowerCase(Locale.ROOT);
            return Outcome.of(spec, json)
                    .say("Registered " + version.modelId() + " (" + version.task() + ") in " + version.folder()
                            + "; gate: " + gate + ".")
                    .field("model", version.modelId())
                    .field("task", version.task())
                    .field("gate", gate)
                    .field("folder", version.folder())
                    .end();
        }
    }
}
