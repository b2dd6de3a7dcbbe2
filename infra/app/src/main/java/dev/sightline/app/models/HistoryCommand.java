package dev.sightline.app.models;

import dev.sightline.app.run.Installation;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.LearnedModels;
import dev.sightline.store.model.ModelChange;
import dev.sightline.store.model.ModelRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sightline models history}: what is registered, and who changed what when. */
@Command(
        name = "history",
        description =
                "Show the registered models, what they are to their tasks, and which person changed that when and why.",
        footer = {"", "Example:", "  sightline models history"},
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private ModelsCommand models;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Installation installation = models.options().open()) {
            Database database = installation.database();
            ModelRegistry registry = new ModelRegistry(database);
            Set<String> erased = new LearnedModels(database).fromErased();
            Map<String, String> roles = new TreeMap<>();
            registry.versions().stream()
                    .map(version -> version.task())
                    .distinct()
                    .forEach(task -> registry.aliases(task)
                            .forEach((alias, model) ->
                                    roles.merge(model, alias.name().toLowerCase(Locale.ROOT), (a, b) -> a + ", " + b)));
            Table versions = new Table("model", "task", "role", "gate", "parent", "learned from erased");
            registry.versions()
                    .forEach(version -> versions.row(
                            version.modelId(),
                            version.task(),
                            roles.getOrDefault(version.modelId(), ""),
                            version.gate().name().toLowerCase(Locale.ROOT),
                            version.parent().orElse(""),
                            erased.contains(version.modelId()) ? "yes" : ""));
            Table changes = new Table("time", "by", "change", "model", "details");
            registry.history()
                    .forEach(change -> changes.row(
                            change.at().toString(),
                            change.by(),
                            change.action().name().toLowerCase(Locale.ROOT),
                            change.modelId(),
                            details(change)));
            Outcome outcome = Outcome.of(spec, json).table("models", versions).table("changes", changes);
            return (versions.isEmpty() ? outcome.say("No model is registered.") : outcome).end();
        }
    }

    private static String details(ModelChange change) {
        return change.replaced().map(old -> "instead of " + old + " ").orElse("")
                + change.switchTime().map(time -> "from " + time + " on ").orElse("")
                + change.reason();
    }
}
