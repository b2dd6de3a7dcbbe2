package dev.sightline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.batch.EpochBatches;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.report.RunLog;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs learn from crops, and what they write down. */
class TrainingRunTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLearnToFindPeopleWhoDidNotTrain() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 24, "16-23", "none");
        double before = map(split, Runs.recipe(Map.of("epochs", "1", "optimizer.rate", "0")), "before");
        double after = map(split, Runs.recipe(Map.of("epochs", "8")), "after");

        assertThat(after).isGreaterThan(before + 0.1);
    }

    @Test
    void shouldLogWhatItDid() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "6-7", "none");
        Runs.in(folder, Runs.recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE);

        assertThat(RunLog.read(folder.resolve("run")))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry(LogKeys.EVENT, LogKeys.EPOCH_EVENT)
                        .containsKeys(
                                LogKeys.LOSSES,
                                LogKeys.IMAGES_PER_SECOND,
                                LogKeys.ACTIVE_TRIPLETS,
                                LogKeys.EFFECTIVE_RANK,
                                LogKeys.VALIDATION_RANK1));
    }

    @Test
    void shouldStopWhenValidationGainsNothingMore() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe still = Runs.recipe(Map.of("epochs", "9", "optimizer.rate", "0", "validation.patience", "2"));
        List<String> said = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void said(String sentence) {
                said.add(sentence);
            }
        };

        Runs.in(folder, still, split, "run", listener);
        Runs.in(folder, still, split, "run", listener); // Stopped before: it does not begin again.

        assertThat(RunLog.read(folder.resolve("run"))).hasSizeLessThan(9);
        assertThat(said)
                .hasSize(2)
                .allSatisfy(
                        sentence -> assertThat(sentence)
                                .containsPattern(
                                        "^Stopped after epoch \\d of 9: no gain in 2 looks at the validation people\\. Kept is epoch"));
    }

    @Test
    void shouldHoldStillAllThatTheStartBroughtForTheWholeRun() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        StartingNetwork tiny = People.network();
        StartingNetwork start =
                new StartingNetwork(tiny.model(), tiny.input(), Set.of("stem.w", "stem.b"), tiny.parent());
        Recipe recipe = Runs.recipe(Map.of("epochs", "2", "freeze.start", "true", "average.decay", "0"));

        TrainingRun.Result result =
                new TrainingRun(recipe, start, split, Runs.SETTINGS, folder.resolve("run")).run(TrainingListener.NONE);

        assertThat(weights(result.model(), "stem.w")).isEqualTo(weights(tiny.model(), "stem.w"));
        assertThat(weights(result.model(), "fc.w")).isNotEqualTo(weights(tiny.model(), "fc.w"));
    }

    @Test
    void shouldRefuseToHoldEverythingStill() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        StartingNetwork tiny = People.network();
        Set<String> all = Set.of("stem.w", "stem.b", "fc.w", "neck.g", "neck.b", "neck.m", "neck.v");
        StartingNetwork whole = new StartingNetwork(tiny.model(), tiny.input(), all, tiny.parent());
        Recipe recipe = Runs.recipe(Map.of("epochs", "2", "freeze.start", "true"));

        assertThatThrownBy(() -> new TrainingRun(recipe, whole, split, Runs.SETTINGS, folder.resolve("run"))
                        .run(TrainingListener.NONE))
                .hasMessageContaining("the start brings every weight of the network, so none would move");
        assertThatThrownBy(() -> Runs.in(folder, recipe, split, "other", TrainingListener.NONE))
                .hasMessageContaining("freeze.start is true, but the network begins with new weights alone");
    }

    @ParameterizedTest
    @CsvSource({"triplets, 0, 40", "triplets, 3, 3", "pairs, 0, 14", "pairs, 3, 3"})
    void shouldTakeAsManyBatchesOfPairsAndTripletsAsAsked(String of, int steps, int batches) throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 20, "none", "none");
        String loss = of.equals("pairs") ? "{loss: contrastive}" : "{loss: triplet, mining: threes}";
        Map<String, String> changes = Map.of(
                "batch.of",
                of,
                "batch.steps",
                "" + steps,
                "batch.people",
                "5",
                "batch.crops",
                "3",
                "losses",
                "[" + loss + "]");

        // 200 crops, 15 rows a batch: five anchors, or seven pairs of two crops.
        assertThat(EpochBatches.of(Runs.recipe(changes), split.training()).epoch(0, null))
                .hasSize(batches);
    }

    @Test
    void shouldLearnFromTripletsOfPairs() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe recipe = Runs.recipe(Map.of(
                "epochs", "2", "batch.of", "triplets", "losses", "[{loss: triplet, mining: threes, margin: 0.3}]"));

        TrainingRun.Result result = Runs.in(folder, recipe, split, "run", TrainingListener.NONE);

        assertThat(result.model()).isNotEqualTo(People.network().model());
    }

    @Test
    void shouldLearnFromTwoViewsOfEachCropWithoutLabels() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 24, "16-23", "none");
        Map<String, String> views = Map.of(
                "batch.of", "views", "losses", "[{loss: nt-xent, temperature: 0.2, projection: 8}]", "epochs", "8");
        double before = map(split, Runs.recipe(Map.of("epochs", "1", "optimizer.rate", "0")), "before");

        TrainingRun.Result result = Runs.in(folder, Runs.recipe(views), split, "views", TrainingListener.NONE);

        assertThat(result.validationMap()).isGreaterThan(before);
        assertThat(result.model().getGraph().getNodeList())
                .hasSameSizeAs(People.network().model().getGraph().getNodeList()); // The projection is left behind.
    }

    @ParameterizedTest
    @ValueSource(strings = {"freeze.nodes", "style-mixing.nodes"})
    void shouldRefuseNodesThatAreNotThere(String key) throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");

        assertThatThrownBy(
                        () -> Runs.in(folder, Runs.recipe(Map.of(key, "^steem")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key + " is '^steem'");
    }

    private static float[] weights(ModelProto model, String name) {
        return Tensors.floats(model.getGraph().getInitializerList().stream()
                .filter(t -> t.getName().equals(name))
                .findFirst()
                .orElseThrow());
    }

    private double map(Split split, Recipe recipe, String name) throws Exception {
        return Runs.in(folder, recipe, split, name, TrainingListener.NONE).validationMap();
    }
}
