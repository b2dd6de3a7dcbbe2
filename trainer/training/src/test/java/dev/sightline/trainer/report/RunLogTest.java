package dev.sightline.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.text.LineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadBackWhatWasWrittenBeforeTheLogIsClosed() throws IOException {
        try (RunLog log = RunLog.open(folder.resolve("run"))) {
            log.write(Map.of("step", 3, "losses", Map.of("id", 6.5, "triplet", Double.NaN), "names", List.of("a\nb")));

            List<Map<String, Object>> read = RunLog.read(folder.resolve("run"));

            assertThat(read)
                    .containsExactly(
                            Map.of("step", 3, "losses", Map.of("id", 6.5, "triplet", "NaN"), "names", List.of("a\nb")));
        }
    }

    @Test
    void shouldGoOnBehindTheLastWholeLine() throws IOException {
        try (RunLog log = RunLog.open(folder)) {
            log.write(Map.of("step", 1));
        }
        Files.writeString(folder.resolve(RunLog.FILE), "{\"step\":2,\"los", StandardOpenOption.APPEND);
        assertThat(RunLog.read(folder)).hasSize(1);

        try (RunLog log = RunLog.open(folder)) {
            log.write(Map.of("step", 2));
        }

        assertThat(RunLog.read(folder)).containsExactly(Map.of("step", 1), Map.of("step", 2));
    }

    @Test
    void shouldNameTheBrokenLine() throws IOException {
        Files.writeString(folder.resolve(RunLog.FILE), "{\"step\":1}\nnonsense\n{\"step\":2}\n");

        assertThatThrownBy(() -> RunLog.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(RunLog.FILE + " line 2");
        assertThat(RunLog.read(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void shouldRefuseALineBeyondTheBound() throws IOException {
        Files.writeString(folder.resolve(RunLog.FILE), "{\"step\":1}\n" + "x".repeat(LineFile.LONGEST_LINE + 1) + "\n");

        assertThatThrownBy(() -> RunLog.read(folder)).hasMessageContaining(RunLog.FILE + ":2: the line is longer than");
    }

    @Test
    void shouldGoOnBehindTheLastWholeLineOfALongHalfLine() throws IOException {
        Files.writeString(folder.resolve(RunLog.FILE), "{\"step\":1}\n{\"half\":\"" + "x".repeat(200_000));

        try (RunLog log = RunLog.open(folder)) {
            log.write(Map.of("step", 2));
        }

        assertThat(RunLog.read(folder)).containsExactly(Map.of("step", 1), Map.of("step", 2));
    }

    @Test
    void shouldRefuseWhatJsonCannotSay() throws IOException {
        try (RunLog log = RunLog.open(folder)) {
            assertThatThrownBy(() -> log.write(Map.of("step", new Object())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use texts, numbers");
        }
        assertThat(RunLog.read(folder)).isEmpty();
    }
}
