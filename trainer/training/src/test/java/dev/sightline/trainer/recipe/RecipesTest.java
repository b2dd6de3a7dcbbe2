package dev.sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RecipesTest {
    @SuppressWarnings("unused") // field source
    private static final java.util.List<String> PRESETS = Recipes.PRESETS;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("PRESETS")
    void shouldReadEveryPreset(String name) throws IOException {
        assertThat(Recipes.read(name, Map.of()).name()).isEqualTo(name);
    }

    @Test
    void shouldFillInWhatAFileLeavesOut() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                extends: person-strong
                batch: {people: 8}
                losses:
                  - {loss: arcface, margin: 0.4}
                """);

        Recipe recipe = Recipes.read(file.toString(), Map.of("epochs", "3"));

        assertThat(recipe.name()).isEqualTo("mine");
        assertThat(recipe.epochs()).isEqualTo(3);
        assertThat(recipe.batch().people()).isEqualTo(8);
        assertThat(recipe.batch().sites()).isEqualTo("mixed");
        assertThat(recipe.losses()).containsExactly(new LossPlan.Angular(1, 0, 0.4, 30, 1, "standard"));
    }

    @Test
    void shouldKeepReadingTheNamesOfEarlierVersions() throws IOException {
        Path file = Files.writeString(folder.resolve("old.yaml"), """
                optimiser: {rate: 0.3}
                augmentation: {colour: 0.4, grey: 0.2}
                losses:
                  - {loss: triplet, normalised: false}
                  - {loss: centre, rate: 0.7}
                """);

        Recipe recipe = Recipes.read(file.toString(), Map.of("optimiser.clip-norm", "2"));

        assertThat(recipe.optimizer().rate()).isEqualTo(0.3);
        assertThat(recipe.optimizer().clipNorm()).isEqualTo(2);
        assertThat(recipe.data().augmentation().color()).isEqualTo(0.4);
        assertThat(recipe.data().augmentation().gray()).isEqualTo(0.2);
        assertThat(recipe.losses())
                .containsExactly(
                        new LossPlan.Triplet(1, 0, "batch-hard", "l2", false, 0.3),
                        new LossPlan.Center(0.0005, 0, 0.7));
    }

    @Test
    void shouldLookForWhatAFileExtendsInTheFolderOfTheFile() throws IOException {
        Files.writeString(folder.resolve("ours.yaml"), "{extends: person-strong, epochs: 7}");
        Path file = Files.writeString(folder.resolve("night.yaml"), "{extends: ours.yaml, seed: 3}");

        assertThat(Recipes.read(file.toString(), Map.of()).epochs()).isEqualTo(7);

        Files.writeString(folder.resolve("night.yaml"), "extends: theirs.yaml");
        assertThatThrownBy(() -> Recipes.read(file.toString(), Map.of()))
                .hasMessageContaining("no file " + folder.resolve("theirs.yaml"));
    }

    @Test
    void shouldVaryNothingThatMovesTheFeaturesOfAFace() throws IOException {
        Recipe recipe =
                Recipes.read("face-arcface", Map.of("augmentation.pad-crop", "0.1", "augmentation.erase", "0.5"));

        assertThat(recipe.variation().padCrop()).isZero();
        assertThat(recipe.variation().erase()).isZero();
        assertThat(recipe.variation().flip()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs | -1 | epochs is -1; allowed: 0 to 10000",
                "epochs | many | many",
                "batch.people | 1 | batch.people is 1; allowed: 2 to 4096",
                "batch.sites | all | batch.sites is 'all'; allowed: natural, one-per-batch, mixed",
                "augmentation.erase | 2 | augmentation.erase is 2.0; allowed: 0 (off) to 1.0",
                "augmentation.rotate | 1 | there is no key 'augmentation.rotate'; allowed beside it: blur, color, erase, flip",
                "losses | [] | losses is empty",
                "losses | [{loss: magic}] | loss is 'magic'; allowed: softmax, arcface",
                "losses | [{loss: softmax, smothing: 0.1}] | there is no key 'losses[0].smothing'; allowed beside it",
                "freeze.nodes | a(b | a regular expression",
                "style-mixing.nodes | a(b | style-mixing.nodes is 'a(b'; allowed: a regular expression",
                "style-mixing.alpha | 0 | style-mixing.alpha is 0; allowed: 0.01 to 100",
                "losses | [{loss: arcface, guard: hard}] | losses.arcface.guard is 'hard'; allowed: standard, easy, plain",
                "losses | [{loss: arcface, centers: 0}] | losses.arcface.centers is 0; allowed: 1 to 100",
                "network.pooling | max | network.pooling is 'max'; allowed: average, average-plus-max",
                "pace | 1 | there is no key 'pace'; allowed: name, task, network, epochs",
                "speed.up | 1 | there is no key 'speed.up'; allowed: name, task, network, epochs",
                "batch.peple | 1 | there is no key 'batch.peple'; allowed beside it: accumulate, chunk, crops, of, people",
                "batch.people.x | 1 | there is no key 'batch.people.x'; batch.people is a value, not a group of keys",
                "batch.chunk | 4 | batch.chunk is 4; allowed: 8 to 65536",
                "batch.accumulate | 0 | batch.accumulate is 0; allowed: 1 to 1024",
                "batch | {of: views, strangers: 5} | batch.strangers is 5 with batch.of views; strangers go with batch.of people",
                "batch | {strangers: 5, of: people, people: 1} | batch.people is 1",
                "memory | {momentum: 0.9} | memory.momentum is 0.9, but memory.size is 0; give the rows to keep",
                "memory.size | -1 | memory.size is -1; allowed: 0 to 1000000",
                "batch.of | views | losses holds Softmax[weight=1.0, fromEpoch=0, smoothing=0.1, spread=over-all], which does not learn",
                "batch.of | patches | patches go with context alone, crops with reconstruction",
                "losses | [{loss: context}] | which does not learn from batch.of people",
                "losses | [{loss: triplet, mining: threes}] | which does not learn from batch.of people",
                "batch.of | pairs | losses holds Softmax[weight=1.0, fromEpoch=0, smoothing=0.1, spread=over-all], which does not learn",
                "batch | {sites: natural, shares: {mall: 0.5}} | batch.shares is {mall=0.5} with batch.of people and batch.sites natural; shares go with",
                "validation | {every: 0, patience: 3} | validation.patience is 3, but validation.every is 0, so nobody looks",
                "schedule.milestones | [10] | schedule.milestones is [10.0] with schedule.kind cosine; milestones go with step",
                "losses | [{loss: softmax}, {loss: triplet, from-epoch: 30}] | losses.from-epoch is 30, counted from 0, which a run of 30",
                "memory | {size: 64, from-epoch: 90} | memory.from-epoch is 90, counted from 0, which a run of",
                "losses | [{loss: reconstruction, channels: 12}] | losses.reconstruction.channels is 12; allowed: multiples of 8",
                "losses | [{loss: reconstruction, hide: 1}] | losses.reconstruction.hide is 1; allowed: 0 to 0.95",
                "losses | [{loss: compatible}] | losses.compatible.with is empty; name the model that made the descriptors",
                "patches.jitter | 0.9 | patches.jitter is 0.9",
                "validation.patience | -1 | validation.patience is -1; allowed: 0 to 10000"
            })
    void shouldNameWhatIsWrong(String key, String value, String message) {
        assertThatThrownBy(() -> Recipes.read("person-strong", Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("recipe 'person-strong'")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseToMineForBatchesThatHoldNoPeople() {
        Map<String, String> views = Map.of("batch.of", "views", "losses", "[{loss: nt-xent}]", "mining.every", "2");

        assertThatThrownBy(() -> Recipes.read("person-strong", views))
                .hasMessageContaining(
                        "mining.every is 2 with batch.of views; hard negatives go into batches of people");
    }

    @Test
    void shouldLearnFromPairsAndTripletsOnlyWhatTheirLabelsSay() throws IOException {
        String pairs = "[{loss: contrastive}, {loss: verification}, {loss: distillation}]";
        String triplets = "[{loss: triplet, mining: threes}, {loss: distillation}]";

        assertThat(Recipes.read("defaults", Map.of("batch.of", "pairs", "losses", pairs))
                        .losses())
                .hasSize(3);
        assertThat(Recipes.read("defaults", Map.of("batch.of", "triplets", "losses", triplets))
                        .losses())
                .hasSize(2);
        for (String loss : java.util.List.of("triplet", "nt-xent", "circle", "center", "adaface", "weighted-triplet")) {
            Map<String, String> nonsense = Map.of("batch.of", "pairs", "losses", "[{loss: " + loss + "}]");
            assertThatThrownBy(() -> Recipes.read("defaults", nonsense))
                    .hasMessageContaining("which does not learn from batch.of pairs");
        }
    }

    @Test
    void shouldWriteEveryKeyAndReadItBackToTheSameRecipe() throws IOException {
        Recipe recipe = Recipes.read("pairs-only", Map.of("seed", "9"));
        Path file = Files.writeString(folder.resolve("again.yaml"), Recipes.yaml(recipe));

        assertThat(Recipes.read(file.toString(), Map.of())).isEqualTo(recipe);
        assertThat(Recipes.parse(Recipes.yaml(recipe))).isEqualTo(recipe);
        assertThat(Recipes.tree(recipe).keySet())
                .startsWith("name", "task", "network", "epochs", "seed", "batch", "losses", "optimizer")
                .endsWith("guard", "half-weights", "mirror-images")
                .hasSize(20);
    }

    @Test
    void shouldKeepWhatAChangedGroupDoesNotName() throws IOException {
        Recipe recipe = Recipes.read("person-strong", Map.of("augmentation", "{flip: 0.25, jpeg: 0}"));

        assertThat(recipe.data().augmentation().flip()).isEqualTo(0.25);
        assertThat(recipe.data().augmentation().erase()).isEqualTo(0.4);
    }

    @Test
    void shouldNameTheRecipesThereAre() {
        assertThatThrownBy(() -> Recipes.read("person-stronk", Map.of()))
                .hasMessageContaining("no file person-stronk; give a file, or one of person-strong");
    }

    @Test
    void shouldRefuseARecipeThatHoldsItself() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "batch: &b\n  people: *b\n");

        assertThatThrownBy(() -> Recipes.read(file.toString(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mine.yaml line 1: this map or list holds itself by an anchor");
    }
}
