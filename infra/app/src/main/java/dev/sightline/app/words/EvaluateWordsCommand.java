package dev.sightline.app.words;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.words.WordEncoder;
import dev.sightline.embedder.words.WordQuery;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.evaluate.Measures;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.words.AnswerReliability;
import dev.sightline.trainer.words.AttributeQuestion;
import dev.sightline.trainer.words.Caption;
import dev.sightline.trainer.words.WordRanks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline evaluate words}: how well words find people, and whether the answers are worth what they say. */
@Command(
        name = "words",
        description = {
            "Find people by captions: rank-1/5/10 of a text's own person, whether probabilities hold with the person there and",
            "gone, and with --attributes how often words tell attributes apart."
        },
        footer = {
            "",
            "Example:",
            "  sightline evaluate words --data cuhk03=cuhk03 --captions captions.json --people 643-742"
        },
        mixinStandardHelpOptions = true)
public final class EvaluateWordsCommand implements Callable<Integer> {
    private static final long SEED = 1;

    @Mixin
    private SettingsOptions options;

    @Mixin
    private WordsSources sources;

    @Mixin
    private WordsModel model;

    @Option(
            names = "--people",
            paramLabel = "PEOPLE",
            description = "The gallery, and who is asked for: 643-742, SITE:last-85, names, share=0.3; by default all.")
    private @Nullable String people;

    @Option(
            names = "--cache",
            paramLabel = "FILE",
            description = "Keeps the descriptors of --data here, such as descriptors.bin of a run of 'words train'.")
    private @Nullable Path cache;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SightlineSettings settings = options.load();
        Outcome outcome = Outcome.of(spec, json);
        Snapshot snapshot = sources.snapshot(outcome);
        sources.describe(settings, snapshot, cache, outcome);
        try (WordEncoder words = model.open(settings)) {
            requireSameSpace(words);
            Set<String> wanted = people == null
                    ? snapshot.identities()
                    : Selection.parse(people, SEED).of(snapshot, snapshot.identities());
            Map<String, UnitVector> gallery = new TreeMap<>(sources.means());
            gallery.keySet().retainAll(wanted);
            if (gallery.size() < 2) {
                throw new UserError("a search needs at least two people to choose from; --people " + people + " leaves "
                        + gallery.size());
            }
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("model", words.modelId());
            found(words, gallery, outcome, all);
            attributes(words, gallery, outcome, all);
            Measures measures = () -> all;
            return outcome.text(Rendering.text(measures))
                    .fields(Rendering.json(measures))
                    .end();
        }
    }

    private void requireSameSpace(WordEncoder words) {
        if (!words.descriptor().equals(sources.modelId())) {
            throw new UserError("model " + words.modelId() + " makes queries for " + words.descriptor()
                    + ", but the pictures are described by " + sources.modelId() + "; give --descriptor "
                    + words.descriptor() + ", or train words for the other one");
        }
    }

    private void found(WordEncoder words, Map<String, UnitVector> gallery, Outcome outcome, Map<String, Object> all)
            throws IOException {
        List<String> people = List.copyOf(gallery.keySet());
        List<String> asked = new ArrayList<>();
        List<Map<String, Double>> scores = new ArrayList<>();
        AnswerReliability reliability = new AnswerReliability();
        for (Caption caption : sources.captions(outcome)) {
            if (!gallery.containsKey(caption.identity())) {
                continue;
            }
            WordQuery query;
            try {
                query = words.query(caption.text());
            } catch (UserError e) {
                outcome.problems().add(Problem.of("captions", "refused", String.valueOf(e.getMessage()), "look at it"));
                continue;
            }
            asked.add(caption.identity());
            Map<String, Double> own = new TreeMap<>();
            gallery.forEach((identity, vector) -> own.put(identity, query.score(vector)));
            scores.add(own);
            if (query.odds().isPresent()) {
                judge(query, people, own, caption.identity(), reliability);
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        all.putAll(WordRanks.of(asked, scores).measures());
        all.put("probabilities", reliability.measures());
    }

    private static void judge(
            WordQuery query,
            List<String> people,
            Map<String, Double> scores,
            String own,
            AnswerReliability reliability) {
        double[] with =
                people.stream().mapToDouble(p -> scores.getOrDefault(p, -1.0)).toArray();
        WordQuery.Answers there = query.answers(with);
        reliability.add(there.probabilities(), there.nobody(), people.indexOf(own));
        double[] without = people.stream()
                .filter(p -> !p.equals(own))
                .mapToDouble(p -> scores.getOrDefault(p, -1.0))
                .toArray();
        WordQuery.Answers gone = query.answers(without);
        reliability.add(gone.probabilities(), gone.nobody(), -1);
    }

    private void attributes(
            WordEncoder words, Map<String, UnitVector> gallery, Outcome outcome, Map<String, Object> all)
            throws IOException {
        Map<String, Set<String>> tags = sources.tags(outcome);
        List<String> known = gallery.keySet().stream().filter(tags::containsKey).toList();
        if (known.size() < 2) {
            return;
        }
        List<UnitVector> vectors = new ArrayList<>();
        known.forEach(k -> vectors.add(java.util.Objects.requireNonNull(gallery.get(k))));
        List<Set<String>> people =
                known.stream().map(k -> tags.getOrDefault(k, Set.of())).toList();
        Map<String, Object> scores = new LinkedHashMap<>();
        for (AttributeQuestion question : AttributeQuestion.usual()) {
            Map<String, double[]> standings = new LinkedHashMap<>();
            question.answers().forEach((tag, text) -> {
                WordQuery query = words.query(text);
                standings.put(
                        tag,
                        dev.sightline.contracts.calibration.AnswerOdds.standings(
                                vectors.stream().mapToDouble(query::score).toArray(), query.center(), query.spread()));
            });
            question.score(people, standings)
                    .ifPresent(s -> scores.put(
                            question.name(),
                            String.format(
                                    Locale.ROOT,
                                    "%.3f (chance %.3f, %d people)",
                                    s.balancedAccuracy(),
                                    s.chance(),
                                    s.people())));
        }
        all.put("attributes, balanced accuracy", scores);
    }
}
