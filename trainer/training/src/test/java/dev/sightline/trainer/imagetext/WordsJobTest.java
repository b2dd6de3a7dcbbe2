package dev.sightline.trainer.imagetext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.imagetext.WordsData.Kind;
import dev.sightline.trainer.imagetext.WordsData.Person;
import dev.sightline.trainer.imagetext.WordsData.Text;
import dev.sightline.trainer.network.RuntimeRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On made-up people, whose texts say four of their eight traits, turned into features by a fixed random map. */
class WordsJobTest {
    private static final int TRAITS = 8;
    private static final int FEATURES = 24;
    private static final int DIMENSION = 16;
    private static final WordsJob.Named NAMED =
            new WordsJob.Named("words-test", "1", "person-test@1", "tower", "0".repeat(64));

    private final Random random = new Random(11);
    private final float[][] toFeatures = map(FEATURES);
    private final float[][] toDescriptors = map(DIMENSION);

    @Test
    void shouldFindPeopleItHasNeverSeenAndWriteTheNetworkThatDoes(@TempDir Path folder)
            throws IOException, OrtException {
        WordsData all = people(240, 3);
        TreeSet<String> unseen = new TreeSet<>();
        all.people().keySet().stream().limit(40).forEach(unseen::add);

        WordsJob.Outcome made = new WordsJob(recipe(Map.of()), all.without(unseen))
                .run(folder, NAMED, Map.of("dataset", "made up"), (what, step, steps) -> {});

        ModelProto network = OnnxFile.read(made.folder().resolve(made.manifest().file()));
        assertThat(rank1(network, all, unseen)).isGreaterThan(.3); // by chance .025
        assertThat(ManifestJson.read(made.folder().resolve(ManifestJson.FILE)).task())
                .isEqualTo(ModelTask.IMAGE_TEXT);
        assertThat(made.odds().orElseThrow().slope()).isGreaterThan(.5);
        assertThat(made.folder().resolve("card.md")).content().contains("person-test@1");
    }

    @Test
    void shouldRunInOnnxRuntimeAsOnTheHost() throws OrtException {
        WordsData data = people(60, 2);
        Population population = Population.of(data);
        TrainedWords words;
        try (WordsTraining training = new WordsTraining(data, population, recipe(Map.of("epochs", "2")), 5)) {
            words = new TrainedWords(population, List.of(training.run(step -> {})));
        }
        float[] features = data.texts().get(0).features();

        RuntimeRun.Outputs outputs = RuntimeRun.of(words.graph(), new long[] {1, FEATURES}, features);

        float[] direction = words.direction(features);
        for (int i = 0; i < DIMENSION; i++) {
            // The file keeps half floats.
            assertThat(outputs.get("direction").values()[i]).isCloseTo(direction[i], within(3e-3f));
        }
        double center = 0;
        for (int i = 0; i < DIMENSION; i++) {
            center += direction[i] * population.mean()[i];
        }
        assertThat(outputs.get("center").values()[0]).isCloseTo((float) center, within(3e-3f));
        assertThat(outputs.get("spread").values()[0]).isBetween(.01f, 1f);
    }

    @Test
    void shouldLearnTheSameFromTheSameSeed() {
        WordsData data = people(50, 2);
        Population population = Population.of(data);
        WordsRecipe recipe = recipe(Map.of("epochs", "2"));
        try (WordsTraining one = new WordsTraining(data, population, recipe, 5);
                WordsTraining other = new WordsTraining(data, population, recipe, 5)) {
            assertThat(one.run(s -> {}).weights())
                    .containsExactly(other.run(s -> {}).weights());
        }
    }

    @Test
    void shouldGoWithoutACalibrationWherePeopleAreFew(@TempDir Path folder) throws IOException {
        WordsJob.Outcome made = new WordsJob(recipe(Map.of("epochs", "1")), people(20, 1))
                .run(folder, NAMED, Map.of(), (what, step, steps) -> {});

        assertThat(made.odds()).isEmpty();
        assertThat(made.manifest().decoderOptions()).doesNotContainKey("slope");
    }

    private double rank1(ModelProto network, WordsData all, Set<String> unseen) throws OrtException {
        int right = 0;
        int asked = 0;
        for (Text text : all.texts()) {
            if (unseen.contains(text.identity())) {
                float[] direction = RuntimeRun.of(network, new long[] {1, FEATURES}, text.features())
                        .get("direction")
                        .values();
                asked++;
                right += best(direction, all, unseen).equals(text.identity()) ? 1 : 0;
            }
        }
        return right / (double) asked;
    }

    private static String best(float[] direction, WordsData all, Set<String> among) {
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (String identity : among) {
            float[] mean = all.people()
                    .getOrDefault(identity, new Person(Map.of("", direction), Set.of()))
                    .mean();
            double score = 0;
            for (int i = 0; i < mean.length; i++) {
                score += direction[i] * mean[i];
            }
            if (score > most) {
                most = score;
                best = identity;
            }
        }
        return best;
    }

    private static WordsRecipe recipe(Map<String, String> changes) {
        Map<String, String> all = new TreeMap<>(
                Map.of("members", "2", "epochs", "40", "batch-people", "32", "folds", "2", "rate", "0.01"));
        all.putAll(changes);
        try {
            return WordsRecipe.read(WordsRecipe.PRESET, all);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private float[][] map(int width) {
        float[][] map = new float[width][TRAITS];
        for (float[] row : map) {
            for (int i = 0; i < TRAITS; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return map;
    }

    private WordsData people(int count, int captions) {
        Map<String, Person> people = new TreeMap<>();
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String identity = String.format("made/%03d", i);
            float[] traits = new float[TRAITS];
            for (int t = 0; t < TRAITS; t++) {
                traits[t] = (float) random.nextGaussian();
            }
            people.put(
                    identity,
                    new Person(
                            Map.of(
                                    "a.jpg", WordsData.unit(mapped(toDescriptors, traits, .2)),
                                    "b.jpg", WordsData.unit(mapped(toDescriptors, traits, .2))),
                            Set.of("tag" + i)));
            for (int c = 0; c < captions; c++) {
                texts.add(new Text(Kind.CAPTION, identity, "a.jpg", Set.of(), mapped(toFeatures, traits, .3)));
            }
            texts.add(new Text(Kind.PHRASE, identity, "", Set.of("tag" + i), mapped(toFeatures, traits, .5)));
        }
        return new WordsData(people, texts);
    }

    private float[] mapped(float[][] map, float[] traits, double noise) {
        float[] out = new float[map.length];
        for (int i = 0; i < out.length; i++) {
            double sum = noise * random.nextGaussian();
            for (int t = 0; t < TRAITS; t++) {
                sum += map[i][t] * traits[t];
            }
            out[i] = (float) sum;
        }
        return out;
    }
}
