package dev.sightline.trainer.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadEachCaptionWithItsPersonAndPicture() throws IOException {
        Path file = file("""
                [{"set": "CUHK01", "person": "0005", "picture": "cuhk01-half/0005001.jpg",
                  "captions": ["A man  in\\nblack.", "Red shoes."]},
                 {"set": "mall", "person": "7", "captions": ["A woman."]}]
                """);

        assertThat(CaptionFile.read(file))
                .containsExactly(
                        new Caption("cuhk01/0005", "0005001.jpg", "A man in black."),
                        new Caption("cuhk01/0005", "0005001.jpg", "Red shoes."),
                        new Caption("mall/7", "", "A woman."));
    }

    @Test
    void shouldNameTheEntryThatIsWrong() throws IOException {
        Path noPerson = file("[{\"set\": \"a\", \"captions\": [\"x\"]}]");
        assertThatThrownBy(() -> CaptionFile.read(noPerson)).hasMessageContaining("entry 1: key 'person' is missing");
        Path empty = file("[{\"set\": \"a\", \"person\": \"1\", \"captions\": []}]");
        assertThatThrownBy(() -> CaptionFile.read(empty)).hasMessageContaining("'captions' must be a list");
        Path noList = file("{}");
        assertThatThrownBy(() -> CaptionFile.read(noList)).hasMessageContaining("expected a list");
        Path noJson = file("hello");
        assertThatThrownBy(() -> CaptionFile.read(noJson)).hasMessageContaining("not JSON");
    }

    private Path file(String text) throws IOException {
        Path file = Files.createTempFile(folder, "captions", ".json");
        Files.writeString(file, text);
        return file;
    }
}
