package dev.sightline.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, sizes, lists and near misses as text. */
class TextFormsTest {
    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "1.5s,PT1.5S", "2 m,PT2M", "12h,PT12H", "14d,P14D", "PT5S,PT5S", "0s,PT0S"})
    void shouldReadDurations(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "5 weeks", "PT-5S", "999999999999d", "0.0000001ms"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0B", "1023,1023B", "1024,1KiB", "8MiB,8MiB", "2 GiB,2GiB", "1536KiB,1536KiB"})
    void shouldReadAndWriteSizes(String text, String written) {
        assertThat(ByteSize.of(text)).hasToString(written);
        assertThat(ByteSize.of(written)).isEqualTo(ByteSize.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1KB", "1.5MiB", "MiB"})
    void shouldRefuseWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadBackListsWithAnyCharacters() {
        List<String> elements = List.of("a,b", "c\\d", "e", "\\,");

        String text = String.join(",", elements.stream().map(ListText::escape).toList());

        assertThat(ListText.split(text)).isEqualTo(elements);
        assertThat(ListText.split(" a , b ,")).containsExactly("a", "b");
        assertThat(ListText.split("")).isEmpty();
    }
}
