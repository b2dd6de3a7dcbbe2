package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.People;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingFailure;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessCheckTest {
    private static final RunSettings SETTINGS = new RunSettings("cpu", 1, 1);

    @TempDir
    private Path folder;

    @Test
    void shouldFindNothingToSayAboutPeopleSeenByTwoCameras() throws IOException {
        assertThat(check(People.drawn(folder.resolve("crops"), 26, "4-5", "6-25")))
                .isEmpty();
    }

    @Test
    void shouldRefuseBeforeTrainingWhenNobodyHasTwoPictures() throws IOException {
        Split split = of(crop -> crop.name().endsWith("_00.jpg"), "none", "6-7");

        assertThatThrownBy(() -> check(split))
                .hasMessageContaining("of 6 people to train on 0 have two pictures; a model learns from at least two");
    }

    @Test
    void shouldSayWhatTheRunGoesWithoutWhenHeldOutPeopleCannotBeFoundAgain() throws IOException {
        Split split = of(crop -> number(crop) < 4 || crop.name().endsWith("_00.jpg"), "4-5", "6-7");

        assertThat(check(split))
                .extracting(Problem::kind)
                .containsExactly("no-validation", "no-scores", "no-calibration");
    }

    @Test
    void shouldSayThatTwoPeopleCalibrateNothing() throws IOException {
        assertThat(check(People.drawn(folder.resolve("crops"), 8, "4-5", "6-7")))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.kind()).isEqualTo("no-calibration");
                    assertThat(p.what())
                            .isEqualTo(
                                    "a calibration needs at least 20 people seen by two cameras; of 2 people 2 were among the"
                                            + " test people, so the package has no calibration and links nobody");
                });
        assertThat(check(People.drawn(folder.resolve("crops"), 8, "6-7", "none")))
                .singleElement()
                .satisfies(p -> assertThat(p.what()).contains("validation people, who also chose the epoch"));
        assertThat(check(People.drawn(folder.resolve("crops"), 8, "none", "none")))
                .singleElement()
                .satisfies(p -> assertThat(p.what()).startsWith("nobody is held out, so the package has no scores"));
    }

    @Test
    void shouldSayThatNobodyCanEndTheRunEarly() throws IOException {
        Recipe patient = Recipes.read("person-strong", Map.of("validation.patience", "3"));
        Split split = People.drawn(folder.resolve("crops"), 26, "none", "6-25");

        assertThat(new ReadinessCheck(patient, People.network(), split).require(folder.resolve("run"), SETTINGS))
                .extracting(Problem::what)
                .containsExactly(
                        "validation.patience is 3, but there are no validation people to look at, so the run goes"
                                + " through all 30 epochs");
        assertThat(check(split)).isEmpty();
    }

    @Test
    void shouldRefuseADeviceThatIsNotThere() throws IOException {
        Split split = People.drawn(folder.resolve("crops"), 8, "4-5", "6-7");
        RunSettings cuda = new RunSettings("cuda:99", 1, 1);

        assertThatThrownBy(() ->
                        new ReadinessCheck(recipe(), People.network(), split).require(folder.resolve("run"), cuda))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trainer.device is 'cuda:99', but LibTorch finds");
    }

    @Test
    void shouldSayThatOneCameraAPersonCalibratesNothing() throws IOException {
        Split split =
                of(crop -> number(crop) < 4 || crop.camera().equals(number(crop) % 2 == 0 ? "1" : "2"), "none", "4-7");

        assertThat(check(split)).extracting(Problem::kind).containsExactly("no-calibration");
    }

    @Test
    void shouldRefuseAStartThatDescribesEverybodyAlike() throws IOException {
        Split split = People.drawn(folder.resolve("crops"), 8, "4-5", "6-7");
        StartingNetwork dead = People.deadNetwork();
        StartingNetwork brought = new StartingNetwork(dead.model(), dead.input(), Set.of("fc.w"), "dead@1");

        assertThatThrownBy(() -> new ReadinessCheck(recipe(), brought, split).require(folder.resolve("run"), SETTINGS))
                .isInstanceOf(TrainingFailure.class)
                .hasMessageContaining("dead@1, describes one crop of each of 4 people alike");
    }

    @Test
    void shouldRefuseADiskWithoutRoom() {
        assertThatThrownBy(() -> ReadinessCheck.requireSpace(folder, 200L << 20, 12L << 20))
                .hasMessageContaining("has 12 MB free; checkpoints and package need about 200 MB");
    }

    private static Recipe recipe() throws IOException {
        return Recipes.read("person-strong", Map.of());
    }

    private List<Problem> check(Split split) throws IOException {
        return new ReadinessCheck(recipe(), People.network(), split).require(folder.resolve("run"), SETTINGS);
    }

    /** The drawn people of whom only some crops are left. */
    private Split of(Predicate<Crop> kept, String validation, String test) throws IOException {
        Snapshot all = People.drawn(folder.resolve("crops"), 8, "none", "none").snapshot();
        Snapshot some = Snapshot.of("some", all.crops().stream().filter(kept).toList(), all.constraints(), List.of());
        return Split.of(some, Selection.parse(validation, 1), Selection.parse(test, 1));
    }

    private static int number(Crop crop) {
        return Integer.parseInt(crop.identity().substring(crop.identity().indexOf('/') + 1));
    }
}
