package dev.sightline.app.classes;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.app.words.CropFolder;
import dev.sightline.app.words.WordsModel;
import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.words.PeopleAtLarge;
import dev.sightline.embedder.words.PersonClass;
import dev.sightline.embedder.words.WordEncoder;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sightline classes add|list|show|remove|apply}. */
@Command(
        name = "classes",
        description = {
            "Classes of people, such as couriers or people in hard hats, made of a few crops or of words and kept in the data",
            "folder; and who in a folder of crops, or of those who were recorded, belongs to them, or to none."
        },
        footer = {
            "",
            "Examples:",
            "  sightline classes add courier --crops couriers",
            "  sightline classes add \"red jacket\" --describe \"person in a red jacket\"",
            "  sightline classes apply --crops crops"
        },
        mixinStandardHelpOptions = true)
public final class ClassesCommand {
    @Mixin
    private SettingsOptions options;

    @Command(
            name = "add",
            description = "Make a class of a folder of crops (3 or more, of different people) or of words.",
            footer = {"", "Example:", "  sightline classes add courier --crops couriers"},
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME", description = "Name of the class.") String name,
            @Option(names = "--crops", paramLabel = "DIR", description = "Folder of crops that show it.") @Nullable
                    Path crops,
            @Option(names = "--describe", paramLabel = "WORDS", description = "What it is, in English.") @Nullable
                    String words,
            @Mixin WordsModel model,
            @Mixin ClassesOutput output)
            throws IOException {
        if ((crops == null) == (words == null)) {
            throw new UserError("say what the class is made of: either --crops DIR or --describe WORDS");
        }
        SightlineSettings settings = options.load();
        Outcome outcome = output.begin();
        PersonClass made;
        try (WordEncoder encoder = model.open(settings)) {
            made = words != null
                    ? ofWords(name, words, encoder)
                    : ofCrops(name, java.util.Objects.requireNonNull(crops), encoder, model, settings, outcome);
        }
        folder(settings).add(made);
        return outcome.field("class", name)
                .field("origin", made.origin())
                .say("Class '" + name + "' is made of " + made.origin() + ".")
                .end();
    }

    private static PersonClass ofWords(String name, String words, WordEncoder encoder) {
        AnswerOdds fits = encoder.fits()
                .orElseThrow(() -> new UserError("model " + encoder.modelId()
                        + " was trained without attributes, so it cannot say who fits a few words; train it with --attributes,"
                        + " or make the class of crops"));
        return PersonClass.of(name, encoder.query(words), fits);
    }

    private static PersonClass ofCrops(
            String name, Path crops, WordEncoder encoder, WordsModel model, SightlineSettings settings, Outcome outcome)
            throws IOException {
        List<UnitVector> vectors =
                CropFolder.read(crops, encoder.descriptor(), settings, outcome).vectors();
        if (vectors.size() < PersonClass.LEAST_CROPS) {
            throw new UserError("'" + crops + "' has " + vectors.size() + " crops; at least " + PersonClass.LEAST_CROPS
                    + " are needed, of different people where the class is not about one person");
        }
        return PersonClass.of(
                name, vectors, PeopleAtLarge.of(ModelStorage.catalog(settings).resolve(model.name())));
    }

    @Command(
            name = "list",
            description = "Show the classes there are.",
            footer = {"", "Example:", "  sightline classes list"},
            mixinStandardHelpOptions = true)
    int list(@Mixin ClassesOutput output) throws IOException {
        Outcome outcome = output.begin();
        Table table = new Table("class", "made of", "model");
        List<PersonClass> all = folder(options.load()).all();
        all.forEach(c -> table.row(c.name(), c.origin(), c.direction().modelId()));
        if (all.isEmpty()) {
            outcome.say("There are no classes yet; make one with 'sightline classes add'.");
        }
        return outcome.table("classes", table).end();
    }

    @Command(
            name = "show",
            description = "Show one class: what it is made of, and what belonging to it takes.",
            footer = {"", "Example:", "  sightline classes show courier"},
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME", description = "Name of the class.") String name,
            @Mixin ClassesOutput output)
            throws IOException {
        PersonClass shown = folder(options.load()).get(name);
        Table table = new Table("class", "made of", "model", "even odds at (deviations)", "slope");
        double even = shown.odds().slope() == 0
                ? Double.NaN
                : -shown.odds().offset() / shown.odds().slope();
        table.row(
                shown.name(),
                shown.origin(),
                shown.direction().modelId(),
                String.format(Locale.ROOT, "%.2f", even),
                String.format(Locale.ROOT, "%.2f", shown.odds().slope()));
        return output.begin().table("class", table).end();
    }

    @Command(
            name = "remove",
            description = "Remove a class.",
            footer = {"", "Example:", "  sightline classes remove courier"},
            mixinStandardHelpOptions = true)
    int remove(
            @Parameters(paramLabel = "NAME", description = "Name of the class.") String name,
            @Mixin ClassesOutput output)
            throws IOException {
        folder(options.load()).remove(name);
        return output.begin()
                .say("Class '" + name + "' is removed.")
                .field("removed", name)
                .end();
    }

    @Command(
            name = "apply",
            description = {
                "Say for each crop of a folder, or each recorded tracklet, which class it belongs to, or that it is none of"
                        + " these.",
                "Classes exclude one another: apply them one at a time with --only where they do not."
            },
            footer = {
                "",
                "Examples:",
                "  sightline classes apply --crops crops --only courier",
                "  sightline classes apply --recorded --camera door --reason \"deliveries of May\""
            },
            mixinStandardHelpOptions = true)
    int apply(
            @Option(names = "--crops", paramLabel = "DIR", description = "Folder of crops.") @Nullable Path crops,
            @Mixin RecordedTracklets recorded,
            @Mixin ChosenClasses chosen,
            @Mixin ClassesOutput output)
            throws IOException {
        if ((crops == null) == !recorded.wanted()) {
            throw new UserError("say what the classes are applied to: either --crops DIR or --recorded");
        }
        recorded.require();
        SightlineSettings settings = options.load();
        Outcome outcome = output.begin();
        ClassMembers members = chosen.members(folder(settings));
        if (crops == null) {
            try (Installation installation = options.open()) {
                recorded.apply(members, installation.database(), outcome);
            }
            return outcome.end();
        }
        CropFolder folder = CropFolder.read(crops, members.modelId(), settings, outcome);
        List<List<String>> names = folder.pictures().stream()
                .map(picture -> List.of(String.valueOf(picture.getFileName())))
                .toList();
        members.print("crops", List.of("crop"), names, folder.vectors(), outcome);
        return outcome.end();
    }

    private static ClassFolder folder(SightlineSettings settings) {
        return new ClassFolder(Path.of(settings.data().folder()));
    }
}
