package dev.sightline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.batch.EpochBatches;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.report.RunLog;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import dev.sightline.trainer.teach.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {
    private static final RunSettings SETTINGS = new RunSettings("cpu", 1, 1);

    @TempDir
    private Path folder;

    @Test
    void shouldLearnToFindPeopleWhoDidNotTrain() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 24, "16-23", "none");
        double before = map(split, recipe(Map.of("epochs", "1", "optimizer.rate", "0")), "before");
        double after = map(split, recipe(Map.of("epochs", "8")), "after");

        assertThat(after).isGreaterThan(before + 0.1);
    }

    @Test
    void shouldGoOnAfterAKillToTheSameNumbers() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe recipe = recipe(Map.of(
                "epochs",
                "4",
                "mining.every",
                "2",
                "mining.to",
                "5",
                "average.decay",
                "0.9",
                "validation.every",
                "1",
                "style-mixing.nodes",
                "^act$"));
        TrainingRun.Result whole = run(recipe, split, "whole", TrainingListener.NONE);

        assertThatThrownBy(() -> run(recipe, split, "broken", killedIn(3, 1))).hasMessage("killed");
        TrainingRun.Result resumed = run(recipe, split, "broken", TrainingListener.NONE);

        assertThat(resumed.model()).isEqualTo(whole.model());
        assertThat(resumed.validationMap()).isEqualTo(whole.validationMap());
    }

    @Test
    void shouldLogWhatItDid() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "6-7", "none");
        run(recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE);

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
    void shouldKeepTheLastGoodStateWhenTheLossIsNoNumber() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Recipe recipe = recipe(Map.of(
                "epochs",
                "3",
                "optimizer.rate",
                "100",
                "optimizer.clip-norm",
                "0",
                "optimizer.kind",
                "sgd",
                "schedule.warm-up",
                "0",
                "guard.patience",
                "0"));

        assertThatThrownBy(() -> run(recipe, split, "run", TrainingListener.NONE))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("no number any more")
                .hasMessageContaining("optimizer.rate (now 100.0)");
    }

    @Test
    void shouldKeepTheCheckpointBeforeWhenTheDiskIsFull() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Recipe recipe = recipe(Map.of("epochs", "2"));
        Path run = folder.resolve("run");
        Files.createDirectories(run);
        TrainingListener fillsTheDisk = new TrainingListener() {
            @Override
            public void epochEnded(int epoch, Map<String, Object> event) {
                try {
                    Files.createSymbolicLink(run.resolve("state.ckpt.new"), Path.of("/dev/full"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.exists(Path.of("/dev/full")), "needs /dev/full, which only Linux has");

        assertThatThrownBy(() -> run(recipe, split, "run", fillsTheDisk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state.ckpt cannot be written")
                .hasMessageContaining("the one before it is kept");
        Files.deleteIfExists(run.resolve("state.ckpt.new"));

        assertThat(run(recipe, split, "run", TrainingListener.NONE).model())
                .isEqualTo(
                        run(recipe, split, "undisturbed", TrainingListener.NONE).model());
    }

    @Test
    void shouldNameThePictureThatCannotBeReadAnyMore() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Files.writeString(folder.resolve("crops/0003_04.jpg"), "no picture");

        assertThatThrownBy(() -> run(recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0003_04.jpg does not decode");
    }

    @Test
    void shouldRefuseTheFolderOfAnotherRun() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        run(recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE);

        assertThatThrownBy(() -> run(recipe(Map.of("seed", "2")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run with another recipe: seed: 1, and now it is seed: 2;");
        assertThatThrownBy(() -> run(recipe(Map.of("epochs", "1")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run with 2 epochs behind it, and epochs is 1 now; allowed: 2 or more");
    }

    @Test
    void shouldRefuseToHoldOutPeopleWhoTrainedInTheFolder() throws Exception {
        Path crops = folder.resolve("crops");
        Recipe recipe = recipe(Map.of("epochs", "1"));
        run(recipe, People.drawn(crops, 12, "6-8", "9-11"), "run", TrainingListener.NONE);

        assertThatThrownBy(() -> run(recipe, People.drawn(crops, 12, "6-8", "3-5"), "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run in which 3 people trained who are held out now"
                        + " (yard/0003, yard/0004, yard/0005); give the same --hold-back");
    }

    @Test
    void shouldRefuseToGoOnFromAnotherStart() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Recipe recipe = recipe(Map.of("epochs", "1"));
        run(recipe, split, "run", TrainingListener.NONE);
        StartingNetwork tiny = People.network();
        StartingNetwork other =
                new StartingNetwork(People.blindNetwork().model(), tiny.input(), tiny.brought(), tiny.parent());

        assertThatThrownBy(() -> new TrainingRun(recipe, other, split, SETTINGS, folder.resolve("run"))
                        .run(TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run with another start: tiny (network ");
    }

    @Test
    void shouldExtendAFinishedRunAndSayFromWhereOn() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        run(recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE);

        run(recipe(Map.of("epochs", "3")), split, "run", TrainingListener.NONE);

        assertThat(RunLog.read(folder.resolve("run")))
                .extracting(e -> e.get(LogKeys.EVENT))
                .containsExactly(LogKeys.EPOCH_EVENT, LogKeys.EPOCH_EVENT, "epochs changed", LogKeys.EPOCH_EVENT);
    }

    @Test
    void shouldStopWhenValidationGainsNothingMore() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe still = recipe(Map.of("epochs", "9", "optimizer.rate", "0", "validation.patience", "2"));
        List<String> said = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void said(String sentence) {
                said.add(sentence);
            }
        };

        run(still, split, "run", listener);
        run(still, split, "run", listener); // Stopped before: it does not begin again.

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
        Recipe recipe = recipe(Map.of("epochs", "2", "freeze.start", "true", "average.decay", "0"));

        TrainingRun.Result result =
                new TrainingRun(recipe, start, split, SETTINGS, folder.resolve("run")).run(TrainingListener.NONE);

        assertThat(weights(result.model(), "stem.w")).isEqualTo(weights(tiny.model(), "stem.w"));
        assertThat(weights(result.model(), "fc.w")).isNotEqualTo(weights(tiny.model(), "fc.w"));
    }

    @Test
    void shouldRefuseToHoldEverythingStill() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        StartingNetwork tiny = People.network();
        Set<String> all = Set.of("stem.w", "stem.b", "fc.w", "neck.g", "neck.b", "neck.m", "neck.v");
        StartingNetwork whole = new StartingNetwork(tiny.model(), tiny.input(), all, tiny.parent());
        Recipe recipe = recipe(Map.of("epochs", "2", "freeze.start", "true"));

        assertThatThrownBy(() -> new TrainingRun(recipe, whole, split, SETTINGS, folder.resolve("run"))
                        .run(TrainingListener.NONE))
                .hasMessageContaining("the start brings every weight of the network, so none would move");
        assertThatThrownBy(() -> run(recipe, split, "other", TrainingListener.NONE))
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
        assertThat(EpochBatches.of(recipe(changes), split.training()).epoch(0, null))
                .hasSize(batches);
    }

    @Test
    void shouldLearnFromTripletsOfPairs() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe recipe = recipe(Map.of(
                "epochs", "2", "batch.of", "triplets", "losses", "[{loss: triplet, mining: threes, margin: 0.3}]"));

        TrainingRun.Result result = run(recipe, split, "run", TrainingListener.NONE);

        assertThat(result.model()).isNotEqualTo(People.network().model());
    }

    @Test
    void shouldLearnFromTwoViewsOfEachCropWithoutLabels() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 24, "16-23", "none");
        Map<String, String> views = Map.of(
                "batch.of", "views", "losses", "[{loss: nt-xent, temperature: 0.2, projection: 8}]", "epochs", "8");
        double before = map(split, recipe(Map.of("epochs", "1", "optimizer.rate", "0")), "before");

        TrainingRun.Result result = run(recipe(views), split, "views", TrainingListener.NONE);

        assertThat(result.validationMap()).isGreaterThan(before);
        assertThat(result.model().getGraph().getNodeList())
                .hasSameSizeAs(People.network().model().getGraph().getNodeList()); // The projection is left behind.
    }

    @Test
    void shouldLearnWhatATeacherMakesOfEachCrop() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "none", "none");
        StartingNetwork fresh = People.network();
        Teacher teacher = new Teacher(
                run(recipe(Map.of("epochs", "6")), split, "teacher", TrainingListener.NONE)
                        .model(),
                fresh.input(),
                "teacher@1");
        // Two of one teacher side by side say what one says.
        StartingNetwork taught = fresh.taughtBy(List.of(teacher, teacher));
        Recipe recipe = recipe(Map.of("epochs", "30", "losses", "[{loss: distillation}]"));

        List<String> asked = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        TrainingRun run = new TrainingRun(recipe, taught, split, SETTINGS, folder.resolve("run"));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void asking(String name, int crops) {
                asked.add(name + " " + crops);
            }

            @Override
            public void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {
                costs.add(Objects.requireNonNull(cost.get("distillation")));
            }
        };
        run.run(listener);
        run.run(listener); // Finished: nobody is asked again.

        assertThat(asked).containsExactly("teacher@1 120", "teacher@1 120");
        assertThat(costs.get(costs.size() - 1)).isLessThan(costs.get(0) / 3);
    }

    @Test
    void shouldLearnWhatATeacherMakesOfTheSameVariedPicture() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "none", "none");
        StartingNetwork fresh = People.network();
        Teacher teacher = new Teacher(
                run(recipe(Map.of("epochs", "6")), split, "teacher", TrainingListener.NONE)
                        .model(),
                fresh.input(),
                "teacher@1");
        String shown = "shown: varied, teachers: [it]";
        Recipe recipe = recipe(Map.of(
                "epochs",
                "30",
                "losses",
                "[{loss: distillation, weight: 5, " + shown + "}, {loss: distillation, likeness: descriptors, " + shown
                        + "}]"));

        List<Map<String, Double>> costs = new ArrayList<>();
        new TrainingRun(recipe, fresh.taughtBy(List.of(teacher)), split, SETTINGS, folder.resolve("run"))
                .run(new TrainingListener() {
                    @Override
                    public void asking(String name, int crops) {
                        throw new AssertionError("asked before the run, about pictures that nobody will see");
                    }

                    @Override
                    public void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {
                        costs.add(Map.copyOf(cost));
                    }
                });

        assertThat(costs.get(0)).containsKeys("distillation", "distillation-heads");
        Map<String, Double> last = costs.get(costs.size() - 1);
        assertThat(last.get("distillation"))
                .isLessThan(Objects.requireNonNull(costs.get(0).get("distillation")) / 3);
        assertThat(last.get("distillation-heads")).isLessThan(0.3);
    }

    @Test
    void shouldFindOutBeforeTheFirstEpochThatATeacherCannotAnswer() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 4, "none", "none");
        StartingNetwork fresh = People.network();
        Teacher able = new Teacher(fresh.model(), fresh.input(), "able@1");
        InputSpec in = fresh.input();
        InputSpec wrong = new InputSpec(
                in.name(), in.layout(), 99, 32, 1, in.color(), in.mean(), in.scale(), in.resize(), in.pad());
        StartingNetwork taught = fresh.taughtBy(List.of(able, new Teacher(fresh.model(), wrong, "odd@2")));
        Recipe recipe = recipe(Map.of("epochs", "1", "losses", "[{loss: distillation}]"));

        assertThatThrownBy(() -> new TrainingRun(recipe, taught, split, SETTINGS, folder.resolve("run"))
                        .run(new TrainingListener() {
                            @Override
                            public void asking(String name, int crops) {
                                throw new AssertionError("asked before all were looked at");
                            }
                        }))
                .hasMessageContaining("teacher odd@2 cannot be asked")
                .hasMessageContaining("mend the manifest");
    }

    @Test
    void shouldStopACollapsedRunAndSayWhatToChange() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "none", "none");
        Recipe recipe = recipe(Map.of(
                "epochs",
                "40",
                "optimizer.kind",
                "sgd",
                "optimizer.rate",
                "0.05",
                "optimizer.weight-decay",
                "1",
                "schedule.kind",
                "constant",
                "schedule.warm-up",
                "0",
                "losses",
                "[{loss: triplet, weight: 0.000001, normalized: false, margin: 0}]"));

        assertThatThrownBy(() -> run(recipe, split, "run", TrainingListener.NONE))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("The last good state is kept")
                .hasMessageContaining("Before the next try");
    }

    @Test
    void shouldCallANetworkThatDescribesByZerosCollapsed() throws Exception {
        // The guard is off, so that validation meets the zeros; with it on, such an epoch is not looked at any closer.
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe recipe = recipe(Map.of("epochs", "1", "guard.patience", "0", "freeze.nodes", "descriptor"));

        assertThatThrownBy(() -> new TrainingRun(recipe, People.deadNetwork(), split, SETTINGS, folder.resolve("run"))
                        .run(TrainingListener.NONE))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("by 16 zeros, which have no direction: it has collapsed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"freeze.nodes", "style-mixing.nodes"})
    void shouldRefuseNodesThatAreNotThere(String key) throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");

        assertThatThrownBy(() -> run(recipe(Map.of(key, "^steem")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key + " is '^steem'");
    }

    private static TrainingListener killedIn(int inEpoch, int inStep) {
        return new TrainingListener() {
            @Override
            public void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {
                if (epoch == inEpoch && step == inStep) {
                    throw new IllegalStateException("killed");
                }
            }
        };
    }

    private static float[] weights(ModelProto model, String name) {
        return Tensors.floats(model.getGraph().getInitializerList().stream()
                .filter(t -> t.getName().equals(name))
                .findFirst()
                .orElseThrow());
    }

    private double map(Split split, Recipe recipe, String name) throws Exception {
        return run(recipe, split, name, TrainingListener.NONE).validationMap();
    }

    private TrainingRun.Result run(Recipe recipe, Split split, String name, TrainingListener listener)
            throws IOException, InterruptedException {
        return new TrainingRun(recipe, People.network(), split, SETTINGS, folder.resolve(name)).run(listener);
    }

    private static Recipe recipe(Map<String, String> changes) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "batch.people", "4",
                "batch.crops", "4",
                "schedule.warm-up", "0.5",
                "validation.every", "1",
                "optimizer.rate", "0.01",
                "augmentation.flip", "0",
                "augmentation.pad-crop", "0.05"));
        all.putAll(changes);
        return Recipes.read("person-strong", all);
    }
}
