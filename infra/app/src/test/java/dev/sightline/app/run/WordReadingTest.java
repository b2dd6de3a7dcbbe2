package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.WordReader.NotAPerson;
import dev.sightline.console.api.WordReader.ReadWords;
import dev.sightline.console.text.Messages;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.settings.SettingsLoader;
import dev.sightline.store.search.CropDescribers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the package for words that comes with Sightline. */
class WordReadingTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadADescriptionAsADirectionAmongStoredDescriptors() throws NotAPerson {
        try (WordReading reading = reading(Map.of(), CropDescribers.NONE)) {
            ReadWords read = reading.read(" a woman  in a red coat ");

            assertThat(reading.missing()).isEmpty();
            assertThat(read.text()).isEqualTo("a woman in a red coat");
            assertThat(read.modelId()).startsWith("person-words@");
            assertThat(read.probe().direction().modelId()).startsWith("person-sightline@");
            assertThat(read.probe().direction().cosine(read.probe().direction()))
                    .isCloseTo(1, within(1e-5));
            assertThat(read.probe().odds().slope()).isPositive();
            assertThat(read.probe().spread()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "eine Frau im roten Mantel", "buy milk and seven eggs tomorrow", "long"})
    void shouldRefuseWhatDescribesNobody(String text) {
        try (WordReading reading = reading(Map.of(), CropDescribers.NONE)) {
            assertThatThrownBy(() -> reading.read(text.equals("long") ? "red coat ".repeat(600) : text))
                    .isInstanceOf(NotAPerson.class)
                    .hasMessageContaining("man in a red jacket with a backpack");
        }
    }

    @Test
    void shouldSayWhatToDoWithoutAPackage() {
        try (WordReading unknown = reading(Map.of("models.words", "no-such-words"), CropDescribers.NONE);
                WordReading none = reading(Map.of("models.words", ""), CropDescribers.NONE);
                WordReading other = reading(Map.of("models.words", "person-sightline"), CropDescribers.NONE)) {
            String sentence = unknown.missing().orElseThrow().sentence(Messages.ENGLISH);

            assertThat(sentence).contains("'no-such-words' is unknown", "models.words", "'sightline words train'");
            assertThatThrownBy(() -> unknown.read("a red coat"))
                    .isInstanceOf(ApiProblem.class)
                    .hasMessage(sentence);
            assertThat(none.missing().orElseThrow().sentence(Messages.ENGLISH)).contains("models.words is empty");
            assertThat(other.missing().orElseThrow().sentence(Messages.ENGLISH))
                    .contains("needs a package for image-text");
            assertThat(unknown.missing().orElseThrow().sentence(Messages.of(Locale.GERMAN)))
                    .contains("Die Suche mit Worten ist hier aus");
        }
    }

    @Test
    void shouldSayThatPeopleAreDescribedByAnotherModelThanTheWordsAreFor() {
        try (WordReading reading = reading(Map.of(), new Serving("mine@7"))) {
            assertThat(reading.missing().orElseThrow().sentence(Messages.ENGLISH))
                    .contains("person-words@", "person-sightline@", "described by mine@7", "--descriptor mine@7");
        }
    }

    private WordReading reading(Map<String, String> more, CropDescribers serving) {
        Map<String, String> values = new HashMap<>(more);
        values.put("data.folder", folder.toString());
        values.put("data.cache", folder.resolve("cache").toString());
        return new WordReading(
                SettingsLoader.load(SightlineSettings.class, Optional.empty(), Map.of(), values), serving);
    }

    private record Serving(String modelId) implements CropDescribers {
        @Override
        public Optional<String> serving(Modality modality) {
            return Optional.of(modelId);
        }

        @Override
        public List<Optional<UnitVector>> describe(Modality modality, List<Crop> crops) {
            return List.of();
        }
    }
}
