package dev.sightline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.evaluate.retrieval.Retrieval;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import dev.sightline.trainer.teach.Teacher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large batches, memories, starts without labels and models that stay comparable, as whole runs. */
class WaysOfLearningTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch={people: 4, crops: 4, strangers: 20, chunk: 8, accumulate: 2}",
                "memory={size: 40, momentum: 0.9, from-epoch: 1}",
                "memory={size: 40}"
            })
    void shouldGoOnToTheSameNumbersWithLargeBatchesAndMemories(String change) throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        String[] changed = change.split("=");
        Map<String, String> changes = new HashMap<>(Map.of("epochs", "3", changed[0], changed[1]));
        TrainingRun.Result whole = Runs.in(folder, Runs.recipe(changes), split, "whole", TrainingListener.NONE);
        Recipe recipe = Runs.recipe(changes);

        assertThatThrownBy(() -> Runs.in(folder, recipe, split, "broken", Runs.killedIn(2, 1)))
                .hasMessage("killed");

        assertThat(Runs.in(folder, recipe, split, "broken", TrainingListener.NONE)
                        .model())
                .isEqualTo(whole.model());
        assertThat(Runs.in(folder, Runs.recipe(Map.of("epochs", "3")), split, "plain", TrainingListener.NONE)
                        .model())
                .isNotEqualTo(whole.model());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crops | [{loss: reconstruction, noise: 0.2, hide: 0.2, channels: 16}] | reconstruction | 1.0",
                "patches | [{loss: context, hidden: 32}] | context | 2.0794"
            })
    void shouldLearnWithoutLabels(String batches, String losses, String name, double chance) throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 12, "8-11", "none");
        List<Double> costs = new ArrayList<>();

        TrainingRun.Result result = Runs.in(
                folder,
                Runs.recipe(Map.of(
                        "epochs",
                        "12",
                        "batch",
                        "{of: " + batches + ", people: 12, steps: 12}",
                        "losses",
                        losses,
                        "patches",
                        "{jitter: 0, one-color: 0}")),
                split,
                "run",
                new TrainingListener() {
                    @Override
                    public void epochEnded(int epoch, Map<String, Object> event) {
                        if (event.get(LogKeys.LOSSES) instanceof Map<?, ?> terms
                                && terms.get(name) instanceof Double cost) {
                            costs.add(cost);
                        }
                    }
                });

        assertThat(costs).hasSize(12);
        assertThat(costs.get(11)).isLessThan(0.9 * chance).isLessThan(costs.get(0));
        assertThat(result.model().getGraph().getNodeList())
                .isEqualTo(People.network().model().getGraph().getNodeList());
    }

    @Test
    void shouldKeepNewDescriptorsComparableWithOldOnes() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 24, "16-23", "none");
        TrainingRun.Result old =
                Runs.in(folder, Runs.recipe(Map.of("epochs", "6")), split, "old", TrainingListener.NONE);
        StartingNetwork tiny = People.network();
        Teacher gallery = new Teacher(old.model(), tiny.input(), "old@1");

        double apart = across(split, old.model(), fresh("alone", Map.of(), tiny, split));
        double together = across(
                split,
                old.model(),
                fresh(
                        "compatible",
                        Map.of("losses", "[{loss: softmax}, {loss: triplet}, {loss: compatible, with: old}]"),
                        tiny.comparableWith(Optional.of(gallery)),
                        split));

        assertThat(together).isGreaterThan(apart + 0.2).isGreaterThan(0.5);
    }

    /** A network of the same shape from other first weights, so that nothing but the loss makes it comparable. */
    private ModelProto fresh(String name, Map<String, String> changes, StartingNetwork start, Split split)
            throws Exception {
        GraphEdit other = new GraphEdit(start.model());
        for (String weight : List.of("stem.w", "fc.w")) {
            float[] values = weights(start.model(), weight);
            float[] reversed = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                reversed[i] = values[values.length - 1 - i];
            }
            other.setFloats(weight, reversed);
        }
        StartingNetwork turned = new StartingNetwork(other.model(), start.input(), start.brought(), start.parent())
                .comparableWith(start.compatibleWith());
        Map<String, String> all = new HashMap<>(Map.of("epochs", "6"));
        all.putAll(changes);
        return new TrainingRun(Runs.recipe(all), turned, split, Runs.SETTINGS, folder.resolve(name))
                .run(TrainingListener.NONE)
                .model();
    }

    /** Rank-1 of the validation people, asked with new descriptors in a gallery of old ones. */
    private static double across(Split split, ModelProto old, ModelProto now) throws IOException {
        CropDescriber describer =
                new CropDescriber(new InputTensors(People.network().input()), new Device("cpu"));
        try (TorchGraph first = TorchGraph.load(old, new Device("cpu"));
                TorchGraph second = TorchGraph.load(now, new Device("cpu"))) {
            return Retrieval.of(
                            describer.labeled(second, split.validation(), "m@1"),
                            describer.labeled(first, split.validation(), "m@1"))
                    .market()
                    .cmc(1);
        }
    }

    @Test
    void shouldRefuseAnOldModelOfAnotherSize() throws Exception {
        Split split = People.drawn(folder.resolve("crops"), 8, "none", "none");
        StartingNetwork tiny = People.network();
        ModelProto other = Networks.byName("mobilenetv3-small", 32, 16, 24, 1);
        StartingNetwork start = tiny.comparableWith(Optional.of(new Teacher(other, tiny.input(), "other@1")));

        assertThatThrownBy(() -> new TrainingRun(
                                Runs.recipe(Map.of("losses", "[{loss: compatible, with: other}]")),
                                start,
                                split,
                                Runs.SETTINGS,
                                folder.resolve("run"))
                        .run(TrainingListener.NONE))
                .hasMessageContaining("whose descriptors have 24 numbers, and the new ones have 16");
    }

    private static float[] weights(ModelProto model, String name) {
        return Tensors.floats(new GraphEdit(model).constant(name).orElseThrow());
    }
}
