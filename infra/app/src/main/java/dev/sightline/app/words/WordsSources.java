package dev.sightline.app.words;

import dev.sightline.app.evaluate.CropDescribing;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Progress;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.words.TextTower;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.imagetext.WordsData;
import dev.sightline.trainer.imagetext.WordsData.Kind;
import dev.sightline.trainer.imagetext.WordsData.Person;
import dev.sightline.trainer.imagetext.WordsData.Text;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.Layout;
import dev.sightline.trainer.words.AttributeFile;
import dev.sightline.trainer.words.AttributePhrases;
import dev.sightline.trainer.words.Caption;
import dev.sightline.trainer.words.CaptionFile;
import dev.sightline.trainer.words.Phrase;
import dev.sightline.trainer.words.Tagged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Described pictures of people, and what is said about them. */
final class WordsSources {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "SITE=PATH",
            description = {
                "Pictures of people: a folder named as public data sets name theirs, a list or a stored snapshot. May be",
                "repeated. SITE is the 'set' of captions and attributes."
            })
    private List<String> data = List.of();

    @Option(
            names = "--captions",
            paramLabel = "FILE",
            description = "JSON list of {set, person, picture, captions}. May be repeated.")
    private List<Path> captions = List.of();

    @Option(
            names = "--attributes",
            paramLabel = "[SITE=]FILE",
            description = "CSV with the columns person, attributes and maybe path and set. May be repeated.")
    private List<String> attributes = List.of();

    @Option(
            names = "--descriptor",
            paramLabel = "MODEL",
            description = "Person descriptor that describes the pictures; by default embedder.person-descriptor.")
    private @Nullable String descriptor;

    private Map<String, Map<String, float[]>> described = Map.of();
    private String modelId = "";

    /** The model id of the descriptors, once {@link #describe} was called. */
    String modelId() {
        return modelId;
    }

    Snapshot snapshot(Outcome outcome) throws IOException {
        Snapshot snapshot = Snapshots.take(
                "words",
                data.stream()
                        .map(d -> DataSource.parse(d, Optional.<Layout>empty()))
                        .toList());
        outcome.problems().addAll(snapshot.problems());
        return snapshot;
    }

    /** Describes every picture of a snapshot, or reads what an earlier run kept in {@code cache}. */
    void describe(SightlineSettings settings, Snapshot snapshot, @Nullable Path cache, Outcome outcome)
            throws IOException {
        String model = descriptor == null ? settings.embedder().personDescriptor() : descriptor;
        Optional<DescriptorCache> kept = Optional.ofNullable(cache).map(DescriptorCache::new);
        modelId = dev.sightline.app.run.ModelStorage.catalog(settings)
                .resolve(model)
                .manifest()
                .modelId();
        String key = modelId + " " + snapshot.hash();
        Map<String, float[]> all = new LinkedHashMap<>();
        Optional<Map<String, float[]>> known = kept.isPresent() ? kept.get().read(key) : Optional.empty();
        if (known.isPresent()) {
            all.putAll(known.get());
        } else {
            for (LabeledDescriptor one : new CropDescribing(settings, model, false)
                    .describe(snapshot.crops().stream().map(Crop::labeled).toList(), outcome)) {
                all.put(one.source(), one.vector().values());
            }
            if (kept.isPresent()) {
                kept.get().write(key, all);
            }
        }
        described = byPerson(snapshot, all);
    }

    private static Map<String, Map<String, float[]>> byPerson(Snapshot snapshot, Map<String, float[]> all) {
        Map<String, Map<String, float[]>> people = new TreeMap<>();
        for (Crop crop : snapshot.crops()) {
            float[] values = all.get(crop.key());
            if (values != null && !crop.isDistractor()) {
                String name = crop.name().substring(crop.name().lastIndexOf('/') + 1);
                people.computeIfAbsent(crop.identity(), i -> new LinkedHashMap<>())
                        .put(name, values);
            }
        }
        return people;
    }

    /** Each person's mean descriptor. */
    Map<String, UnitVector> means() {
        Map<String, UnitVector> means = new TreeMap<>();
        described.forEach((identity, crops) ->
                means.put(identity, UnitVector.normalize(modelId, new Person(crops, Set.of()).mean(), 1)));
        return means;
    }

    /** Tags of each person of whom there are pictures. */
    Map<String, Set<String>> tags(Outcome outcome) throws IOException {
        return tags(tagged(outcome));
    }

    /** Tags of people of whom there are pictures. */
    private List<Tagged> tagged(Outcome outcome) throws IOException {
        List<Tagged> all = new ArrayList<>();
        for (String one : attributes) {
            int split = one.indexOf('=');
            Path file = Path.of(split < 0 ? one : one.substring(split + 1));
            all.addAll(AttributeFile.read(file, split < 0 ? "" : one.substring(0, split)));
        }
        return present(all, Tagged::identity, "attributes", outcome);
    }

    /** Captions of people of whom there are pictures. */
    List<Caption> captions(Outcome outcome) throws IOException {
        List<Caption> all = new ArrayList<>();
        for (Path file : captions) {
            all.addAll(CaptionFile.read(file));
        }
        return present(all, Caption::identity, "captions", outcome);
    }

    private <T> List<T> present(
            List<T> all, java.util.function.Function<T, String> identity, String what, Outcome outcome) {
        Map<String, Integer> lost = new TreeMap<>();
        List<T> kept = new ArrayList<>();
        for (T one : all) {
            String who = identity.apply(one);
            if (described.containsKey(who)) {
                kept.add(one);
            } else {
                lost.merge(who.substring(0, who.indexOf('/')), 1, Integer::sum);
            }
        }
        lost.forEach((site, count) -> outcome.problems()
                .add(new Problem(
                        what + " of " + site,
                        "no-pictures",
                        "about people of whom there is no picture; left out",
                        count,
                        "give their pictures with --data " + site + "=FOLDER")));
        return kept;
    }

    /** Everything that words are learned from or judged by. */
    WordsData data(TextTower tower, int phrases, long seed, Path cache, Outcome outcome) throws IOException {
        List<Caption> said = captions(outcome);
        List<Tagged> known = tagged(outcome);
        Map<String, Set<String>> tags = tags(known);
        Map<String, Person> people = new TreeMap<>();
        described.forEach((identity, crops) ->
                people.put(identity, new Person(crops, tags.getOrDefault(identity, Set.of()))));
        List<Text> texts = new ArrayList<>();
        List<Draft> drafts = drafts(said, known, phrases, seed);
        Map<String, float[]> read = read(drafts, tower, cache, outcome);
        for (Draft draft : drafts) {
            float[] features = Objects.requireNonNull(read.get(draft.text));
            texts.add(new Text(draft.kind, draft.identity, draft.picture, draft.says, features));
        }
        if (texts.isEmpty()) {
            throw new UserError(
                    "there is nothing said about anybody; give --captions FILE or --attributes FILE whose people"
                            + " are in --data");
        }
        return new WordsData(people, texts);
    }

    /** What the tower makes of each text; {@code cache} keeps it for the next run. */
    private static Map<String, float[]> read(List<Draft> drafts, TextTower tower, Path cache, Outcome outcome)
            throws IOException {
        DescriptorCache kept = new DescriptorCache(cache);
        String key = TextTower.SHA256 + " " + TextTower.FEATURES;
        Map<String, float[]> read = new LinkedHashMap<>(kept.read(key).orElse(Map.of()));
        int before = read.size();
        try (Progress progress = Progress.over(outcome.terminal(), "Reading", "texts", drafts.size())) {
            for (Draft draft : drafts) {
                if (!read.containsKey(draft.text)) {
                    read.put(draft.text, tower.features(draft.text));
                }
                progress.step(1);
            }
        }
        if (read.size() > before) {
            kept.write(key, read);
        }
        return read;
    }

    private record Draft(Kind kind, String identity, String picture, Set<String> says, String text) {}

    private static List<Draft> drafts(List<Caption> said, List<Tagged> known, int phrases, long seed) {
        List<Draft> drafts = new ArrayList<>();
        said.forEach(c -> drafts.add(new Draft(Kind.CAPTION, c.identity(), c.picture(), Set.of(), c.text())));
        Map<String, List<Tagged>> byPerson = new TreeMap<>();
        known.forEach(t ->
                byPerson.computeIfAbsent(t.identity(), i -> new ArrayList<>()).add(t));
        AttributePhrases maker = new AttributePhrases(seed);
        Random random = new Random(seed);
        byPerson.forEach((identity, rows) -> {
            for (int i = 0; i < phrases; i++) {
                Tagged row = rows.get(random.nextInt(rows.size()));
                Phrase phrase = maker.about(row.tags());
                drafts.add(new Draft(Kind.PHRASE, identity, row.picture(), phrase.says(), phrase.text()));
            }
        });
        return drafts;
    }

    private static Map<String, Set<String>> tags(List<Tagged> known) {
        Map<String, Set<String>> tags = new TreeMap<>();
        known.forEach(
                t -> tags.computeIfAbsent(t.identity(), i -> new HashSet<>()).addAll(t.tags()));
        return tags;
    }
}
