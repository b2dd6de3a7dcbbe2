package dev.sightline.app.models;

import dev.sightline.app.run.Installation;
import dev.sightline.store.model.ModelChange;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.model.ModelVersion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sightline models history}: what is registered, and who changed what when. */
@Command(
        name = "history",
        description = "Show the registered models, what they are to their tasks, and who changed that when and why.",
        footer = {"", "Example:", "  sightline models history"},
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private ModelsCommand models;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (Installation installation = models.options().open()) {
            ModelRegistry registry = new ModelRegistry(installation.database());
            PrintWriter out = spec.commandLine().getOut();
            Map<String, String> roles = new TreeMap<>();
            registry.versions().stream()
                    .map(ModelVersion::task)
                    .distinct()
                    .forEach(task -> registry.aliases(task)
                            .forEach((alias, model) ->
                                    roles.merge(model, alias.name().toLowerCase(Locale.ROOT), (a, b) -> a + ", " + b)));
            registry.versions().forEach(version -> print(out, version, roles.getOrDefault(version.modelId(), "")));
            registry.history().forEach(change -> print(out, change));
            out.flush();
            return 0;
        }
    }

    private static void print(PrintWriter out, ModelVersion version, String role) {
        out.printf(
                "%-34s %-18s %-10s gate %-12s %s%n",
                version.modelId(),
                version.task(),
                role,
                version.gate().name().toLowerCase(Locale.ROOT),
                version.parent().map(parent -> "from " + parent).orElse(""));
    }

    private static void print(PrintWriter out, ModelChange change) {
        out.printf(
                "%s  %-12s %-10s %s %s%n",
                change.at(),
                change.by(),
                change.action().name().toLowerCase(Locale.ROOT),
                change.modelId(),
                details(change));
    }

    private static String details(ModelChange change) {
        return change.replaced().map(old -> "instead of " + old + " ").orElse("")
                + change.switchTime().map(time -> "from " + time + " on ").orElse("")
                + change.reason();
    }
}
