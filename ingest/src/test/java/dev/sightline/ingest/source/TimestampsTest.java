package dev.sightline.ingest.source;

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
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.jpg,1.5\nb.jpg,2\n",
                "\ufefffile,time\r\na.jpg,1.5\r\nb.jpg,2\r\n",
                "# clock of the camera\rFile,Time\ra.jpg,1970-01-01T00:00:01.5Z\r\rb.jpg,1970-01-01T01:00:02+01:00",
                "timestamp;exposure;name\n1.5;7;a.jpg\n2;7;\"b.jpg\"",
                "file,epoch_seconds\na.jpg,1.5\nb.jpg,2\n",
                "a.jpg, 1.5 ,more\nb.jpg,2\n"
            })
    void shouldReadTheSameTimesHoweverTheyAreWritten(String text) throws Exception {
        assertThat(read(text).microsByName()).isEqualTo(Map.of("a.jpg", 1_500_000L, "b.jpg", 2_000_000L));
    }

    @Test
    void shouldReadNamesWithCommasInQuotes() throws Exception {
        assertThat(read("\"a, 1.jpg\",1\n").microsByName()).containsOnlyKeys("a, 1.jpg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.jpg,yesterday|:1: time is 'yesterday'; allowed: seconds since 1970, or a time with its zone",
                "a.jpg,NaN|:1: time is 'NaN'",
                "a.jpg,-1|:1: time is '-1'",
                "a.jpg,2026-01-31T12:00:00|:1: time is '2026-01-31T12:00:00'",
                "a, 1.jpg,1|:1: time is '1.jpg'",
                "a.jpg|:1: 1 fields; at least 2 are needed",
                "a.jpg,|:1: time is empty",
                "a.jpg,1\\na.jpg,2|:2: file is 'a.jpg'; allowed: each file once",
            })
    void shouldNameTheLineAndTheColumn(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageStartingWith(folder.resolve(Timestamps.FILE) + message);
    }

    private Timestamps read(String text) throws IOException, SourceUnavailable {
        Files.writeString(folder.resolve(Timestamps.FILE), text);
        return Timestamps.of(folder);
    }
}
