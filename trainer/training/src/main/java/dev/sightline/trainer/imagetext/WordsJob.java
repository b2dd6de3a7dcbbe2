package dev.sightline.trainer.imagetext;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.calibration.AnswerOdds.Known;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.trainer.imagetext.WordsData.Kind;
import dev.sightline.trainer.imagetext.WordsData.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.bytedeco.pytorch.global.torch;

/**
 * From captions, tags and described people to a package: the members on all who train, then a calibration in which
 * everybody is asked about once by a network that never saw them. The package holds only the network made here; the text
 * tower in front of it is named in the manifest.
 */
public final class WordsJob {
    /** Folder of the package within the run's folder. */
    public static final String PACKAGE = "package";
    /** The decoder that the manifest names. */
    public static final String DECODER = "word-query";

    private static final int LEAST_PEOPLE = 40;

    private final WordsRecipe recipe;
    private final WordsData data;

    /** @param data of those who train, and people without texts, who fill the galleries of the calibration */
    public WordsJob(WordsRecipe recipe, WordsData data) {
        this.recipe = recipe;
        this.data = data;
    }

    /** Hears how it goes. */
    public interface Listener {
        /** A network is learned: {@code step} of {@code steps} are done. */
        void learning(String what, int step, int steps);
    }

    /**
     * What the new model is called and stands on.
     *
     * @param descriptor model id of the person descriptor
     * @param tower name of the text tower, and its SHA-256
     */
    public record Named(String id, String version, String descriptor, String tower, String towerSha256) {}

    /**
     * What came of it.
     *
     * @param odds what its scores mean; empty where too few people have captions
     */
    public record Outcome(Path folder, ModelManifest manifest, Optional<AnswerOdds> odds) {}

    /** Learns, calibrates and writes the package. */
    public Outcome run(Path folder, Named named, Map<String, String> lineage, Listener listener) throws IOException {
        torch.set_num_threads(1);
        TrainedWords trained = train(data, "Learning", recipe.members(), listener);
        Optional<Meaning> meaning = calibrated(listener);
        Path target = folder.resolve(PACKAGE);
        Files.createDirectories(target);
        String file = named.id() + ".onnx";
        OnnxFile.write(trained.graph(), target.resolve(file));
        ModelManifest manifest = manifest(named, file, Checksum.of(target.resolve(file)), meaning, facts(lineage));
        ManifestJson.write(manifest, target.resolve(ManifestJson.FILE));
        Files.writeString(target.resolve("recipe.yaml"), recipe.yaml());
        Files.writeString(target.resolve("card.md"), card(manifest));
        return new Outcome(target, manifest, meaning.map(Meaning::person));
    }

    private TrainedWords train(WordsData on, String what, int members, Listener listener) {
        WordsData learnt = learntFrom(on);
        Population population = Population.of(learnt);
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            String which = what + " " + (i + 1) + " of " + members;
            try (WordsTraining training = new WordsTraining(learnt, population, recipe, recipe.seed() + i)) {
                all.add(training.run(step -> listener.learning(which, step, training.steps())));
            }
        }
        return new TrainedWords(population, all);
    }

    /** Only people with a text teach, also what people are like at large. */
    private static WordsData learntFrom(WordsData data) {
        TreeSet<String> silent = new TreeSet<>(data.people().keySet());
        data.texts().forEach(t -> silent.remove(t.identity()));
        return data.without(silent);
    }

    /** Everybody who teaches is left out once; people without texts are in no training and in every gallery. */
    private Optional<Meaning> calibrated(Listener listener) {
        if (data.byPerson(Kind.CAPTION).size() < LEAST_PEOPLE) {
            return Optional.empty();
        }
        TreeSet<String> silent = new TreeSet<>(data.people().keySet());
        data.texts().forEach(t -> silent.remove(t.identity()));
        List<String> people = new ArrayList<>(data.people().keySet());
        people.removeAll(silent);
        Collections.shuffle(people, new Random(recipe.seed()));
        List<Known> searches = new ArrayList<>();
        List<Known> fits = new ArrayList<>();
        for (int fold = 0; fold < recipe.folds(); fold++) {
            TreeSet<String> out = new TreeSet<>();
            for (int i = fold; i < people.size(); i += recipe.folds()) {
                out.add(people.get(i));
            }
            TrainedWords trained =
                    train(data.without(out), "Calibrating, part " + (fold + 1) + ", member", 1, listener);
            TreeSet<String> gone = new TreeSet<>(people);
            gone.removeAll(out);
            WordsData unseen = data.without(gone);
            searches.addAll(WordsCalibration.searches(trained, unseen, recipe.seed() + fold));
            fits.addAll(WordsCalibration.fits(trained, unseen, recipe.seed() + fold));
        }
        return Optional.of(new Meaning(
                AnswerOdds.fit(searches, recipe.present()),
                fits.isEmpty() ? Optional.empty() : Optional.of(AnswerOdds.fit(fits, .5))));
    }

    /**
     * What scores mean.
     *
     * @param person that somebody is the one described
     * @param fits that somebody has what a phrase says; empty without tags
     */
    record Meaning(AnswerOdds person, Optional<AnswerOdds> fits) {}

    private Map<String, String> facts(Map<String, String> given) {
        Map<String, String> facts = new LinkedHashMap<>(given);
        List<Text> texts = data.texts();
        facts.put(
                "captions",
                Long.toString(
                        texts.stream().filter(t -> t.kind() == Kind.CAPTION).count()));
        facts.put(
                "captionedPeople", Integer.toString(data.byPerson(Kind.CAPTION).size()));
        facts.put(
                "phrases",
                Long.toString(
                        texts.stream().filter(t -> t.kind() == Kind.PHRASE).count()));
        facts.put("taggedPeople", Integer.toString(data.byPerson(Kind.PHRASE).size()));
        facts.put("seed", Long.toString(recipe.seed()));
        return facts;
    }

    private ModelManifest manifest(
            Named named, String file, String sha256, Optional<Meaning> meaning, Map<String, String> lineage) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("descriptor", named.descriptor());
        options.put("tower", named.tower());
        options.put("towerSha256", named.towerSha256());
        options.put("present", Double.toString(recipe.present()));
        meaning.ifPresent(m -> put(options, "", m.person()));
        meaning.flatMap(Meaning::fits).ifPresent(f -> put(options, "fits-", f));
        int width = data.texts().get(0).features().length;
        // A text has no pixels: the width counts the numbers that the tower makes of it.
        InputSpec input = new InputSpec(
                "features",
                InputSpec.Layout.NCHW,
                width,
                1,
                1,
                InputSpec.Color.GRAY,
                List.of(0f),
                List.of(1f),
                InputSpec.Resize.STRETCH,
                0);
        return new ModelManifest(
                ModelTask.IMAGE_TEXT,
                named.id(),
                named.version(),
                file,
                sha256,
                input,
                DECODER,
                options,
                data.people().values().iterator().next().mean().length,
                List.of(),
                lineage,
                "of the texts and pictures it was trained on; see card.md",
                "made by sightline words train",
                Optional.empty());
    }

    private static void put(Map<String, String> options, String prefix, AnswerOdds odds) {
        options.put(prefix + "slope", String.format(Locale.ROOT, "%.6f", odds.slope()));
        options.put(prefix + "offset", String.format(Locale.ROOT, "%.6f", odds.offset()));
    }

    private String card(ModelManifest manifest) {
        StringBuilder card = new StringBuilder("# " + manifest.id() + " " + manifest.version() + "\n\n");
        card.append("Takes a sentence into the space of ")
                .append(manifest.decoderOptions().get("descriptor"))
                .append(".\n\n| | |\n|---|---|\n");
        manifest.lineage().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> card.append("| ")
                        .append(e.getKey())
                        .append(" | ")
                        .append(e.getValue())
                        .append(" |\n"));
        manifest.decoderOptions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> card.append("| ")
                        .append(e.getKey())
                        .append(" | ")
                        .append(e.getValue())
                        .append(" |\n"));
        return card.toString();
    }
}
