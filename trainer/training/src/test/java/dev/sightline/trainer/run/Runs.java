package dev.sightline.trainer.run;

import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Small runs over drawn people. */
final class Runs {
    static final RunSettings SETTINGS = new RunSettings("cpu", 1, 1);

    private Runs() {}

    /** Runs a recipe in a folder of its own. */
    static TrainingRun.Result in(Path folder, Recipe recipe, Split split, String name, TrainingListener listener)
            throws IOException, InterruptedException {
        return new TrainingRun(recipe, People.network(), split, SETTINGS, folder.resolve(name)).run(listener);
    }

    static Recipe recipe(Map<String, String> changes) throws IOException {
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

    static TrainingListener killedIn(int inEpoch, int inStep) {
        return new TrainingListener() {
            @Override
            public void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {
                if (epoch == inEpoch && step == inStep) {
                    throw new IllegalStateException("killed");
                }
            }
        };
    }
}
