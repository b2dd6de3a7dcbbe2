package dev.sightline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import dev.sightline.trainer.teach.Teacher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that learn from what teachers make of the same crops. */
class TaughtRunTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLearnWhatATeacherMakesOfEachCrop() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "none", "none");
        StartingNetwork fresh = People.network();
        Teacher teacher = new Teacher(
                Runs.in(folder, Runs.recipe(Map.of("epochs", "6")), split, "teacher", TrainingListener.NONE)
                        .model(),
                fresh.input(),
                "teacher@1");
        // Two of one teacher side by side say what one says.
        StartingNetwork taught = fresh.taughtBy(List.of(teacher, teacher));
        Recipe recipe = Runs.recipe(Map.of("epochs", "30", "losses", "[{loss: distillation}]"));

        List<String> asked = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        TrainingRun run = new TrainingRun(recipe, taught, split, Runs.SETTINGS, folder.resolve("run"));
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
                Runs.in(folder, Runs.recipe(Map.of("epochs", "6")), split, "teacher", TrainingListener.NONE)
                        .model(),
                fresh.input(),
                "teacher@1");
        String shown = "shown: varied, teachers: [it]";
        Recipe recipe = Runs.recipe(Map.of(
                "epochs",
                "30",
                "losses",
                "[{loss: distillation, weight: 5, " + shown + "}, {loss: distillation, likeness: descriptors, " + shown
                        + "}]"));

        List<Map<String, Double>> costs = new ArrayList<>();
        new TrainingRun(recipe, fresh.taughtBy(List.of(teacher)), split, Runs.SETTINGS, folder.resolve("run"))
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
        Recipe recipe = Runs.recipe(Map.of("epochs", "1", "losses", "[{loss: distillation}]"));

        assertThatThrownBy(() -> new TrainingRun(recipe, taught, split, Runs.SETTINGS, folder.resolve("run"))
                        .run(new TrainingListener() {
                            @Override
                            public void asking(String name, int crops) {
                                throw new AssertionError("asked before all were looked at");
                            }
                        }))
                .hasMessageContaining("teacher odd@2 cannot be asked")
                .hasMessageContaining("mend the manifest");
    }
}
