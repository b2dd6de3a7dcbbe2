package dev.sightline.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.People;
import dev.sightline.trainer.sample.LabeledBatch;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.split.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochBatchesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch.strangers | 5 | batch.strangers is 5, but in this data not every two identities are known to be two people",
                "memory.size | 64 | memory.size is 64, but in this data not every two identities are known to be two people",
                "mining.every | 2 | mining.every is 2, but in this data not every two identities are known to be two people"
            })
    void shouldRefuseWhatNeedsTwoNamesToBeTwoPeople(String key, String value, String message) throws IOException {
        Split known = People.drawn(folder, 6, "none", "none");
        Selection nobody = Selection.parse("none", 1);
        Split inDoubt = Split.of(
                Snapshot.of("doubt", known.snapshot().crops(), Constraints.only(Set.of("yard"), Set.of()), List.of()),
                nobody,
                nobody);
        var recipe = Recipes.read("person-strong", Map.of("batch.people", "4", key, value));

        assertThat(EpochBatches.of(recipe, known.training()).batches()).isPositive();
        assertThatThrownBy(() -> EpochBatches.of(recipe, inDoubt.training()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldKeepCamerasOfAnOpenSiteApartBesideASiteWhereAllAreToldApart() throws IOException {
        List<Crop> crops = new ArrayList<>();
        for (Crop crop : People.drawn(folder, 12, "none", "none").snapshot().crops()) {
            crops.add(crop);
            crops.add(new Crop(
                    crop.path(),
                    crop.name(),
                    crop.sha256(),
                    "hall/" + crop.camera() + crop.identity(),
                    crop.camera(),
                    "hall",
                    "",
                    crop.time()));
        }
        Selection nobody = Selection.parse("none", 1);
        TrainingSet data = Split.of(
                        Snapshot.of("both", crops, Constraints.only(Set.of("hall"), Set.of()), List.of()),
                        nobody,
                        nobody)
                .training();
        Map<String, Integer> batches = pots(data, "{yard: 0.75, hall: 0.25}");

        assertThat(batches).containsEntry("yard", 30).containsEntry("hall/1", 5).containsEntry("hall/2", 5);
        assertThat(pots(data, "{hall: 0.5}")).containsEntry("yard", 20).containsEntry("hall/1", 10);
        assertThat(pots(data, "{}")).containsEntry("yard", 20).containsEntry("hall/2", 10);
    }

    /** How many batches are of each camera of the hall, and of the yard. */
    private static Map<String, Integer> pots(TrainingSet data, String shares) throws IOException {
        var recipe =
                Recipes.read("person-strong", Map.of("batch.people", "4", "batch.steps", "40", "batch.shares", shares));

        Map<String, Integer> batches = new TreeMap<>();
        for (LabeledBatch batch : EpochBatches.of(recipe, data).epoch(0, null)) {
            Set<String> pots = new TreeSet<>();
            for (int place : batch.crops()) {
                Crop crop = data.crops().get(place);
                pots.add(crop.site().equals("hall") ? crop.place() : crop.site());
            }
            assertThat(pots).hasSize(1);
            batches.merge(pots.iterator().next(), 1, Integer::sum);
        }

        return batches;
    }

    @Test
    void shouldNotSetTwoWhoMayBeOneAgainstEachOther() throws IOException {
        Split split = People.drawn(folder, 12, "none", "none")
                .doubting(Set.of(Apart.of("yard/0001", "yard/0002"), Apart.of("yard/0001", "yard/0003")));
        var recipe = Recipes.read("person-strong", Map.of("batch.people", "4", "batch.steps", "50"));
        TrainingSet data = split.training();

        for (LabeledBatch batch : EpochBatches.of(recipe, data).epoch(0, null)) {
            Set<String> people = new TreeSet<>();
            for (int place : batch.crops()) {
                people.add(data.crops().get(place).identity());
            }
            assertThat(people).hasSize(4);
            assertThat(people.contains("yard/0001") && (people.contains("yard/0002") || people.contains("yard/0003")))
                    .isFalse();
        }
        assertThatThrownBy(() -> EpochBatches.of(Recipes.read("person-strong", Map.of("batch.people", "9")), data))
                .hasMessageContaining("of 12 identities 3 may be somebody else, so that not every batch of 9 can be"
                        + " filled: use fewer, such as batch.people=8");
        assertThatThrownBy(() -> EpochBatches.of(
                        Recipes.read("person-strong", Map.of("batch.people", "4", "memory.size", "64")), data))
                .hasMessageContaining("rows of earlier batches may be the same person");
    }

    @Test
    void shouldMakeNoNegativesOfDoubtedPeople() throws IOException {
        Selection nobody = Selection.parse("none", 1);
        Constraints stated = Constraints.only(
                Set.of("yard"), Set.of(Apart.of("yard/0001", "yard/0002"), Apart.of("yard/0001", "yard/0003")));
        List<Crop> crops = People.drawn(folder, 6, "none", "none").snapshot().crops();
        TrainingSet data = Split.of(Snapshot.of("stated", crops, stated, List.of()), nobody, nobody)
                .doubting(Set.of(Apart.of("yard/0001", "yard/0002")))
                .training();
        Recipe recipe = Recipes.read("pairs-only", Map.of("batch.people", "8", "batch.crops", "3"));

        Set<String> negatives = new TreeSet<>();
        for (LabeledBatch batch : EpochBatches.of(recipe, data).epoch(0, null)) {
            for (int i = 0; i < batch.crops().length; i += 3) {
                negatives.add(data.crops().get(batch.crops()[i]).identity() + " "
                        + data.crops().get(batch.crops()[i + 2]).identity());
            }
        }

        assertThat(negatives).containsExactly("yard/0001 yard/0003", "yard/0003 yard/0001");
    }

    @Test
    void shouldNameTheSitesOfTheData() throws IOException {
        Split split = People.drawn(folder, 6, "none", "none");
        var recipe = Recipes.read("person-strong", Map.of("batch.people", "4", "batch.shares", "{mall: 0.5}"));

        assertThatThrownBy(() -> EpochBatches.of(recipe, split.training()))
                .hasMessage("batch.shares names the site 'mall'; sites of the data: [yard]");
    }
}
