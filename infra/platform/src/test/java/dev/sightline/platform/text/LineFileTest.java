package dev.sightline.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
    @TempDir
    Path folder;

    private final List<String> read = new ArrayList<>();

    @Test
    void shouldReadEveryLineWithItsNumber() throws IOException {
        LineFile.read(file("{}\r\n\n{\"a\": 1}"), this::note);

        assertThat(read).containsExactly("1 {}", "2 ", "3 {\"a\": 1}");
    }

    @Test
    void shouldLeaveOutAHalfLineWhateverIsInIt() throws IOException {
        byte[] half = {'{', (byte) 0xc3, 0, 0};
        Path file = file("{}\n");
        Files.write(file, half, StandardOpenOption.APPEND);

        LineFile.readWhole(file, this::note);

        assertThat(read).containsExactly("1 {}");
        assertThatThrownBy(() -> LineFile.read(file, this::note))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(file + ":2");
    }

    @Test
    void shouldRefuseALineBeyondTheBound() throws IOException {
        Path file = file("{}\n" + "x".repeat(LineFile.LONGEST_LINE + 1));

        assertThatThrownBy(() -> LineFile.readWhole(file, this::note))
                .isInstanceOf(TextException.class)
                .hasMessage(file + ":2: the line is longer than " + LineFile.LONGEST_LINE
                        + " bytes; is this the right file?");
    }

    private void note(int number, String line) {
        read.add(number + " " + line);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("lines.jsonl"), text);
    }
}
