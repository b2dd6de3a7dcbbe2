package dev.sightline.app.models;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.app.terminal.Table;
import dev.sightline.embedder.serve.PackageTrial;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.catalog.ModelEntry;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.platform.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline models list|fetch|verify|import}, and the registry's {@code register|promote|rollback|history}. */
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

    @Command(
            description = "Show every known model and whether it can be used now.",
            footer = {"", "Example:", "  sightline models list"},
            mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption json) {
        return Outcome.of(spec, json).table("models", table(catalog().list())).end();
    }

    @Command(
            description = "Fetch models by package name, check them and keep them; all default ones without a name.",
            footer = {"", "Example:", "  sightline models fetch person-centernet"},
            mixinStandardHelpOptions = true)
    int fetch(
            @Mixin JsonOption json,
            @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Which; all that can be by default.")
                    List<String> models) {
        ModelCatalog catalog = catalog();
        Outcome outcome = Outcome.of(spec, json);
        List<String> wanted = models != null && !models.isEmpty() ? models : fetchable(catalog);
        Table table = new Table("model", "network");
        try (Progress progress = Progress.over(outcome.terminal(), "Fetching", "models", wanted.size())) {
            for (String id : wanted) {
                ModelPackage fetched = catalog.fetch(id);
                table.row(fetched.manifest().modelId(), String.valueOf(fetched.network()));
                progress.step(1);
            }
        }
        return outcome.table("models", table).end();
    }

    private static List<String> fetchable(ModelCatalog catalog) {
        return catalog.list().stream()
                .map(ModelEntry::manifest)
                .filter(m -> m.fetch().isPresent())
                .map(m -> m.id())
                .toList();
    }

    @Command(
            description = "Check models against their checksums.",
            footer = {"", "Example:", "  sightline models verify"},
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin JsonOption json,
            @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Which; all by default.")
                    List<String> models) {
        ModelCatalog catalog = catalog();
        List<ModelEntry> entries = models == null || models.isEmpty()
                ? catalog.list()
                : models.stream().map(catalog::verify).toList();
        Outcome outcome = Outcome.of(spec, json).table("models", table(entries));
        entries.stream()
                .filter(e -> e.state() == ModelEntry.State.BROKEN)
                .forEach(e -> outcome.problems()
                        .add(Problem.of(
                                e.manifest().modelId(),
                                "broken-model",
                                e.detail(),
                                "fetch it again with: sightline models fetch "
                                        + e.manifest().id())));
        return outcome.end();
    }

    @Command(
            name = "import",
            description = "Take in an ONNX network of your own with its manifest; no code needed.",
            footer = {
                "",
                "Example:",
                "  sightline models import --manifest my-detector/model.json --onnx my-detector.onnx"
            },
            mixinStandardHelpOptions = true)
    int importPackage(
            @Mixin JsonOption json,
            @Option(
                            names = "--manifest",
                            required = true,
                            paramLabel = "FILE",
                            description = "model.json, or a folder with one.")
                    Path manifest,
            @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The network.") Path onnx,
            @Mixin ReasonOption reason) {
        SightlineSettings settings = options.load();
        PackageTrial trial = new PackageTrial(
                Policies.embedder(settings.embedder()).inference().network());
        Outcome outcome = Outcome.of(spec, json);
        CommandAudit.of(settings, outcome).did("model.import", manifest.toString(), reason.text(), "network " + onnx);
        ModelPackage imported = ModelStorage.catalog(settings).importPackage(manifest, onnx, trial::run);
        return outcome.say("Imported " + imported.manifest().modelId() + "; use it by its id '"
                        + imported.manifest().id() + "'.")
                .field("model", imported.manifest().modelId())
                .field("id", imported.manifest().id())
                .end();
    }

    private static Table table(List<ModelEntry> entries) {
        Table table = new Table("state", "model", "task", "detail");
        entries.forEach(e -> table.row(
                e.state().name().toLowerCase(Locale.ROOT),
                e.manifest().modelId(),
                e.manifest().task().label(),
                e.detail()));
        return table;
    }

    /** The configuration. */
    SettingsOptions options() {
        return options;
    }

    private ModelCatalog catalog() {
        return ModelStorage.catalog(options.load());
    }
}
