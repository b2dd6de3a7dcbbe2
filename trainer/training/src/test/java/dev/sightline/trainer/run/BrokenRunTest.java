package dev.sightline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.report.RunLog;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that were killed, that fail or collapse, and that another one finds in its folder. */
class BrokenRunTest {
    @TempDir
    private Path folder;

    @Test
    void shouldGoOnAfterAKillToTheSameNumbers() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe recipe = Runs.recipe(Map.of(
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
        TrainingRun.Result whole = Runs.in(folder, recipe, split, "whole", TrainingListener.NONE);

        assertThatThrownBy(() -> Runs.in(folder, recipe, split, "broken", Runs.killedIn(3, 1)))
                .hasMessage("killed");
        TrainingRun.Result resumed = Runs.in(folder, recipe, split, "broken", TrainingListener.NONE);

        assertThat(resumed.model()).isEqualTo(whole.model());
        assertThat(resumed.validationMap()).isEqualTo(whole.validationMap());
    }

    @Test
    void shouldKeepTheLastGoodStateWhenTheLossIsNoNumber() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Recipe recipe = Runs.recipe(Map.of(
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

        assertThatThrownBy(() -> Runs.in(folder, recipe, split, "run", TrainingListener.NONE))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("no number any more")
                .hasMessageContaining("optimizer.rate (now 100.0)");
    }

    @Test
    void shouldKeepTheCheckpointBeforeWhenTheDiskIsFull() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Recipe recipe = Runs.recipe(Map.of("epochs", "2"));
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

        assertThatThrownBy(() -> Runs.in(folder, recipe, split, "run", fillsTheDisk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("state.ckpt cannot be written")
                .hasMessageContaining("the one before it is kept");
        Files.deleteIfExists(run.resolve("state.ckpt.new"));

        assertThat(Runs.in(folder, recipe, split, "run", TrainingListener.NONE).model())
                .isEqualTo(Runs.in(folder, recipe, split, "undisturbed", TrainingListener.NONE)
                        .model());
    }

    @Test
    void shouldNameThePictureThatCannotBeReadAnyMore() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Files.writeString(folder.resolve("crops/0003_04.jpg"), "no picture");

        assertThatThrownBy(
                        () -> Runs.in(folder, Runs.recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0003_04.jpg does not decode");
    }

    @Test
    void shouldRefuseTheFolderOfAnotherRun() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Runs.in(folder, Runs.recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE);

        assertThatThrownBy(() -> Runs.in(folder, Runs.recipe(Map.of("seed", "2")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run with another recipe: seed: 1, and now it is seed: 2;");
        assertThatThrownBy(
                        () -> Runs.in(folder, Runs.recipe(Map.of("epochs", "1")), split, "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run with 2 epochs behind it, and epochs is 1 now; allowed: 2 or more");
    }

    @Test
    void shouldRefuseToHoldOutPeopleWhoTrainedInTheFolder() throws Exception {
        Path crops = folder.resolve("crops");
        Recipe recipe = Runs.recipe(Map.of("epochs", "1"));
        Runs.in(folder, recipe, People.drawn(crops, 12, "6-8", "9-11"), "run", TrainingListener.NONE);

        assertThatThrownBy(() ->
                        Runs.in(folder, recipe, People.drawn(crops, 12, "6-8", "3-5"), "run", TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run in which 3 people trained who are held out now"
                        + " (yard/0003, yard/0004, yard/0005); give the same --hold-back");
    }

    @Test
    void shouldRefuseToGoOnFromAnotherStart() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        Recipe recipe = Runs.recipe(Map.of("epochs", "1"));
        Runs.in(folder, recipe, split, "run", TrainingListener.NONE);
        StartingNetwork tiny = People.network();
        StartingNetwork other =
                new StartingNetwork(People.blindNetwork().model(), tiny.input(), tiny.brought(), tiny.parent());

        assertThatThrownBy(() -> new TrainingRun(recipe, other, split, Runs.SETTINGS, folder.resolve("run"))
                        .run(TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a run with another start: tiny (network ");
    }

    @Test
    void shouldExtendAFinishedRunAndSayFromWhereOn() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Runs.in(folder, Runs.recipe(Map.of("epochs", "2")), split, "run", TrainingListener.NONE);

        Runs.in(folder, Runs.recipe(Map.of("epochs", "3")), split, "run", TrainingListener.NONE);

        assertThat(RunLog.read(folder.resolve("run")))
                .extracting(e -> e.get(LogKeys.EVENT))
                .containsExactly(LogKeys.EPOCH_EVENT, LogKeys.EPOCH_EVENT, "epochs changed", LogKeys.EPOCH_EVENT);
    }

    @Test
    void shouldStopACollapsedRunAndSayWhatToChange() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "none", "none");
        Recipe recipe = Runs.recipe(Map.of(
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

        assertThatThrownBy(() -> Runs.in(folder, recipe, split, "run", TrainingListener.NONE))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("The last good state is kept")
                .hasMessageContaining("Before the next try");
    }

    @Test
    void shouldCallANetworkThatDescribesByZerosCollapsed() throws Exception {
        // The guard is off, so that validation meets the zeros; with it on, such an epoch is not looked at any closer.
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        Recipe recipe = Runs.recipe(Map.of("epochs", "1", "guard.patience", "0", "freeze.nodes", "descriptor"));

        assertThatThrownBy(
                        () -> new TrainingRun(recipe, People.deadNetwork(), split, Runs.SETTINGS, folder.resolve("run"))
                                .run(TrainingListener.NONE))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("by 16 zeros, which have no direction: it has collapsed");
    }
}
