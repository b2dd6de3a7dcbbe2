package dev.sightline.trainer.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.People;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                "batch.shares | {yard: 0.5} | batch.shares is {yard=0.5}, but in this data not every two identities",
                "mining.every | 2 | mining.every is 2, but in this data not every two identities are known to be two people"
            })
    void shouldRefuseWhatNeedsTwoNamesToBeTwoPeople(String key, String value, String message) throws IOException {
        Split known = People.drawn(folder, 6, "none", "none");
        Selection nobody = Selection.parse("none", 1);
        Split inDoubt = Split.of(
                Snapshot.of("doubt", known.snapshot().crops(), Constraints.only(Set.of()), List.of()), nobody, nobody);
        var recipe = Recipes.read("person-strong", Map.of("batch.people", "4", key, value));

        assertThat(EpochBatches.of(recipe, known.training()).batches()).isPositive();
        assertThatThrownBy(() -> EpochBatches.of(recipe, inDoubt.training()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldNameTheSitesOfTheData() throws IOException {
        Split split = People.drawn(folder, 6, "none", "none");
        var recipe = Recipes.read("person-strong", Map.of("batch.people", "4", "batch.shares", "{mall: 0.5}"));

        assertThatThrownBy(() -> EpochBatches.of(recipe, split.training()))
                .hasMessage("batch.shares names the site 'mall'; sites of the data: [yard]");
    }
}
