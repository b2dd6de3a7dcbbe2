package dev.sightline.trainer.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.NodeProto;
import dev.sightline.trainer.network.FeaturePooling;
import dev.sightline.trainer.network.MirrorImages;
import dev.sightline.trainer.publish.TrainedPackage;
import dev.sightline.trainer.recipe.NetworkPlan;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.teach.Teacher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingNetworksTest {
    private static final Function<String, ModelPackage> NONE = id -> {
        throw new AssertionError("no model " + id + " is needed here");
    };

    @TempDir
    private Path folder;

    @Test
    void shouldCarryOverTheWeightsThatFitIntoARebuiltNetwork() throws IOException {
        StartingNetwork small = StartingNetworks.fresh(recipe(Map.of("network.dimension", "16")), NONE);
        Recipe wider = recipe(Map.of("network.dimension", "24", "network.rebuild", "true", "seed", "9"));

        StartingNetwork rebuilt = StartingNetworks.from(wider, written(small), NONE);

        assertThat(floats(rebuilt.model(), "conv1/conv/weights"))
                .isEqualTo(floats(small.model(), "conv1/conv/weights"));
        assertThat(rebuilt.brought()).contains("conv1/conv/weights").doesNotContain("fc/weights");
        assertThat(new GraphEdit(rebuilt.model()).outputs().get(0).shape()).containsExactly("batch", "24");
        assertThat(rebuilt.parent()).isEqualTo("small@1");
    }

    @Test
    void shouldTakeAModelAsItStandsOtherwise() throws IOException {
        StartingNetwork small = StartingNetworks.fresh(recipe(Map.of("network.dimension", "16")), NONE);

        assertThat(StartingNetworks.from(recipe(Map.of("network.dimension", "24")), written(small), NONE)
                        .model()
                        .getGraph())
                .isEqualTo(small.model().getGraph());
    }

    @Test
    void shouldRefuseToRebuildWhatNothingFits() throws IOException {
        ModelPackage other = written(StartingNetworks.fresh(recipe(Map.of("network.name", "mobilenetv3-small")), NONE));

        assertThatThrownBy(() -> StartingNetworks.from(recipe(Map.of("network.rebuild", "true")), other, NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no weight of small@1 fits the recipe's network");
    }

    @Test
    void shouldFindTheTeachersThatTheRecipeNames() throws IOException {
        ModelPackage small = written(StartingNetworks.fresh(recipe(Map.of("network.dimension", "16")), NONE));
        Recipe named = recipe(Map.of("losses", "[{loss: softmax}, {loss: distillation, teachers: [wise, wise]}]"));
        Recipe unnamed = recipe(Map.of("losses", "[{loss: softmax}, {loss: distillation}]"));

        assertThat(StartingNetworks.fresh(named, id -> small).teachers())
                .extracting(Teacher::modelId)
                .containsExactly("small@1", "small@1");
        assertThat(StartingNetworks.from(unnamed, small, NONE).teachers())
                .singleElement()
                .satisfies(t -> assertThat(t.modelId()).isEqualTo("small@1"));
        assertThatThrownBy(() -> StartingNetworks.fresh(unnamed, NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("losses.distillation.teachers names no model");
    }

    @Test
    void shouldBeginWithTheMeanOfSeveralModelsWeights() throws IOException {
        StartingNetwork one = StartingNetworks.fresh(recipe(Map.of("seed", "1")), NONE);
        StartingNetwork two = StartingNetworks.fresh(recipe(Map.of("seed", "2")), NONE);
        StartingNetwork three = StartingNetworks.fresh(recipe(Map.of("seed", "3")), NONE);
        Map<String, ModelPackage> others = Map.of("two", written(two, "two"), "three", written(three, "three"));

        StartingNetwork mean =
                StartingNetworks.from(recipe(Map.of("average.with", "[two, three]")), written(one, "one"), others::get);

        float[] weights = floats(mean.model(), "conv1/conv/weights");
        for (int i = 0; i < weights.length; i++) {
            float sum = 0;
            for (StartingNetwork start : List.of(one, two, three)) {
                sum += floats(start.model(), "conv1/conv/weights")[i];
            }
            assertThat(weights[i]).isCloseTo(sum / 3, within(1e-6f));
        }
        assertThat(mean.parent()).isEqualTo("one@1 averaged with two@1 averaged with three@1");
    }

    @Test
    void shouldRefuseToAverageDifferentNetworks() throws IOException {
        ModelPackage small = written(StartingNetworks.fresh(recipe(Map.of("network.dimension", "16")), NONE));
        ModelPackage wide = written(StartingNetworks.fresh(recipe(Map.of("network.dimension", "24")), NONE), "wide");
        Recipe both = recipe(Map.of("average.with", "[wide]"));

        assertThatThrownBy(() -> StartingNetworks.from(both, small, id -> wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("average.with names wide@1, which has no weights 'fc/");
        assertThatThrownBy(() -> StartingNetworks.fresh(both, NONE))
                .hasMessageContaining("there is no model to start from");
    }

    @Test
    void shouldTrainOnSinglePicturesWhatDescribesMirrorImagesToo() throws IOException {
        StartingNetwork small = StartingNetworks.fresh(recipe(Map.of()), NONE);
        StartingNetwork summed =
                new StartingNetwork(MirrorImages.summed(small.model()), small.input(), Set.of(), "small");

        StartingNetwork again = StartingNetworks.from(recipe(Map.of()), written(summed), NONE);

        assertThat(again.model()).isEqualTo(small.model());
        assertThat(again.mirrorImages()).isTrue();
        assertThat(small.mirrorImages()).isFalse();
    }

    @Test
    void shouldRefuseStripesWhereTheHeadIsTheNetworksOwn() {
        assertThatThrownBy(() -> StartingNetworks.fresh(recipe(Map.of("network.stripes", "2")), NONE))
                .hasMessageContaining("'osnet-x0.25' has a head of its own");
        assertThatThrownBy(() -> StartingNetworks.fresh(
                        recipe(Map.of("network.stripes", "4", "network.name", StartingNetworks.CENTERNET)), NONE))
                .hasMessageContaining("must divide the rows of the last feature map, 6");
    }

    @Test
    void shouldRefusePoolingWhereTheHeadIsTheNetworksOwn() {
        assertThatThrownBy(() -> StartingNetworks.fresh(recipe(Map.of("network.pooling", "generalized-mean")), NONE))
                .hasMessageContaining("network.pooling is generalized-mean, but 'osnet-x0.25' has a head of its own");
    }

    @Test
    void shouldPoolTheBackboneAsTheRecipeSays() throws IOException {
        NetworkPlan plan = recipe(Map.of("network.pooling", "generalized-mean")).network();

        assertThat(StartingNetworks.head(plan).pooling()).isEqualTo(FeaturePooling.GENERALIZED_MEAN);
        assertThat(StartingNetworks.head(recipe(Map.of()).network()).pooling())
                .isEqualTo(FeaturePooling.AVERAGE_PLUS_MAX);
    }

    @Test
    void shouldNormalizeHalfOfTheFeatureMapsPictureByPictureWhereTold() throws IOException {
        List<String> plain = operators(StartingNetworks.fresh(recipe(Map.of()), NONE));
        List<String> ibn = operators(StartingNetworks.fresh(recipe(Map.of("network.ibn", "^conv2/[01]$")), NONE));

        assertThat(plain).doesNotContain("InstanceNormalization");
        assertThat(ibn).filteredOn("InstanceNormalization"::equals).hasSize(2);
        assertThatThrownBy(() -> StartingNetworks.fresh(recipe(Map.of("network.ibn", "layer9")), NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("network.ibn is 'layer9', which no node");
        assertThatThrownBy(() -> recipe(Map.of("network.ibn", "(")))
                .hasMessageContaining("network.ibn is '('; allowed: a regular expression");
    }

    private static List<String> operators(StartingNetwork start) {
        return start.model().getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    private static Recipe recipe(Map<String, String> changes) throws IOException {
        Map<String, String> all = new java.util.HashMap<>(Map.of("network.name", "osnet-x0.25"));
        all.putAll(changes);
        return Recipes.read("person-finetune", all);
    }

    private ModelPackage written(StartingNetwork start) throws IOException {
        return written(start, "small");
    }

    private ModelPackage written(StartingNetwork start, String id) throws IOException {
        new TrainedPackage(id, "1", ModelTask.PERSON_DESCRIPTOR, start.model(), start.input(), 16)
                .write(folder.resolve(id), List.of(), Map.of(), new TrainedPackage.Terms("MIT", "a test"), "card");
        return new ModelCatalog(folder.resolve("cache"), List.of())
                .resolve(folder.resolve(id).toString());
    }

    private static float[] floats(ModelProto model, String name) {
        return Tensors.floats(new GraphEdit(model).constant(name).orElseThrow());
    }
}
