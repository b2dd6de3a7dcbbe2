package dev.sightline.app.words;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Progress;
import dev.sightline.embedder.words.TextTower;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.imagetext.WordsData;
import dev.sightline.trainer.imagetext.WordsJob;
import dev.sightline.trainer.imagetext.WordsRecipe;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline words train}: a text's way into the space of a person descriptor, as a model package. */
@Command(
        name = "train",
        description = {
            "Learn from captions and attributes to find people by words, and write a model package. Stored descriptors are",
            "searched as they are; nothing is described again."
        },
        footer = {
            "",
            "Example:",
            "  sightline words train --data mall=crops --captions captions.json --attributes mall=tags.csv --out words1"
        },
        mixinStandardHelpOptions = true)
public final class WordsTrainCommand implements Callable<Integer> {
    private static final long SEED = 1;

    @Mixin
    private SettingsOptions options;

    @Mixin
    private WordsSources sources;

    @Option(
            names = "--recipe",
            defaultValue = WordsRecipe.PRESET,
            paramLabel = "R",
            description = "person-words, or a YAML file that says how it differs; default: ${DEFAULT-VALUE}.")
    private String recipe;

    @Option(
            names = "--change",
            paramLabel = "KEY=VALUE",
            description = "One value of the recipe, such as epochs=20. May be repeated.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--hold-back",
            paramLabel = "PEOPLE",
            description = "People who do not train, to be judged by 'evaluate words': share=0.3, SITE:last-50, names.")
    private @Nullable String holdBack;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the run.")
    private Path out;

    @Option(
            names = "--id",
            defaultValue = WordsRecipe.PRESET,
            paramLabel = "ID",
            description = "Id of the new model; default: ${DEFAULT-VALUE}.")
    private String id;

    @Option(
            names = "--model-version",
            defaultValue = "1",
            paramLabel = "V",
            description = "Version of the new model; default: ${DEFAULT-VALUE}.")
    private String version;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        WordsRecipe plan = WordsRecipe.read(recipe, changes);
        SightlineSettings settings = options.load();
        Outcome outcome = Outcome.of(spec, json);
        Files.createDirectories(out);
        Snapshot snapshot = sources.snapshot(outcome);
        Set<String> apart =
                holdBack == null ? Set.of() : Selection.parse(holdBack, SEED).of(snapshot, snapshot.identities());
        sources.describe(settings, snapshot, out.resolve("descriptors.bin"), outcome);
        WordsJob.Outcome made;
        try (TextTower tower = TextTower.open()) {
            WordsData all = sources.data(tower, plan.phrases(), plan.seed(), out.resolve("texts.bin"), outcome);
            made = learn(plan, all.without(apart), snapshot, outcome);
        }
        Files.write(out.resolve("held-back.txt"), new TreeSet<>(apart));
        return said(made, apart, outcome);
    }

    private WordsJob.Outcome learn(WordsRecipe plan, WordsData data, Snapshot snapshot, Outcome outcome)
            throws IOException {
        if (data.texts().isEmpty()) {
            throw new UserError("--hold-back " + holdBack + " leaves nobody to learn from; hold back fewer");
        }
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put("dataset", snapshot.hash());
        lineage.put("sites", snapshot.sites().stream().collect(Collectors.joining(", ")));
        lineage.put("recipe", recipe);
        try (Learning shown = new Learning(outcome)) {
            return new WordsJob(plan, data)
                    .run(
                            out,
                            new WordsJob.Named(id, version, sources.modelId(), TextTower.NAME, TextTower.SHA256),
                            lineage,
                            shown::step);
        }
    }

    private int said(WordsJob.Outcome made, Set<String> apart, Outcome outcome) {
        if (made.odds().isEmpty()) {
            outcome.problems()
                    .add(Problem.of(
                            made.manifest().modelId(),
                            "no-calibration",
                            "has no calibration, because fewer than 40 people have captions; it ranks, but gives no"
                                    + " probabilities",
                            "write captions of more people"));
        }
        return outcome.field("model", made.manifest().modelId())
                .field("package", made.folder().toString())
                .field("heldBack", apart.size())
                .say("The package of " + made.manifest().modelId() + " is in " + made.folder() + "; " + apart.size()
                        + " people were held back.")
                .end();
    }

    /** One progress line for each network that is learned. */
    private static final class Learning implements AutoCloseable {
        private final Outcome outcome;
        private String what = "";
        private @Nullable Progress progress;

        Learning(Outcome outcome) {
            this.outcome = outcome;
        }

        void step(String name, int step, int steps) {
            Progress shown = progress;
            if (shown == null || !name.equals(what)) {
                close();
                shown = Progress.over(outcome.terminal(), name, "steps", steps);
                progress = shown;
                what = name;
            }
            shown.step(1);
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
            }
        }
    }
}
