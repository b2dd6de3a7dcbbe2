package dev.sightline.trainer.imagetext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordsRecipeTest {
    @Test
    void shouldReadItselfBack(@TempDir Path folder) throws IOException {
        WordsRecipe recipe = WordsRecipe.read(WordsRecipe.PRESET, Map.of("epochs", "7", "rate", "0.002"));
        Path file = Files.writeString(folder.resolve("mine.yaml"), recipe.yaml());

        assertThat(recipe.epochs()).isEqualTo(7);
        assertThat(WordsRecipe.read(file.toString(), Map.of())).isEqualTo(recipe);
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertThatThrownBy(() -> WordsRecipe.read(WordsRecipe.PRESET, Map.of("epoch", "7")))
                .hasMessageContaining("no key 'epoch'")
                .hasMessageContaining("epochs");
        assertThatThrownBy(() -> WordsRecipe.read(WordsRecipe.PRESET, Map.of("members", "0")))
                .hasMessageContaining("members is 0");
        assertThatThrownBy(() -> WordsRecipe.read(WordsRecipe.PRESET, Map.of("phrase-matches", "colors")))
                .hasMessageContaining("allowed: person, tags");
        assertThatThrownBy(() -> WordsRecipe.read("none.yaml", Map.of())).hasMessageContaining("no file none.yaml");
    }
}
