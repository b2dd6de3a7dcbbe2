package dev.sightline.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.terminal.ExitStatus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is opened; what is found: ConsoleSystemIT. */
class SearchCommandTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path photos;

    @Test
    void shouldRefuseWordsThatDescribeNobodyBeforeAnythingIsOpened() {
        CommandRun empty = search("--words", "");
        CommandRun long5000 = search("--words", "a".repeat(5_000));
        CommandRun german = search("--words", "Frau mit Hut");

        assertThat(empty.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(empty.err()).contains("says nothing").hasLineCount(1);
        assertThat(long5000.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(long5000.err()).contains("has 5000 characters; at most 500");
        assertThat(german.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(german.err()).contains("does not read as an English description");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldRefuseWhatCannotBeSearchedForBeforeAnythingIsOpened() throws IOException {
        Path text = Files.writeString(photos.resolve("ada.jpg"), "no picture");
        Path picture = photo("bob.png");
        Path missing = photos.resolve("nobody.jpg");

        assertThat(refused("--photo", missing.toString())).contains("there is no file " + missing);
        assertThat(refused("--photo", text.toString())).contains("photo " + text, "no known picture format");
        assertThat(refused("--photo", picture.toString(), "--since", "yesterday"))
                .contains("--since yesterday");
        assertThat(refused("--photo", picture.toString(), "--people", "most")).contains("--people most");
        assertThat(refused("--photo", picture.toString(), "--identity", "lobby/p3"))
                .contains("name one of --photo");
        assertThat(search("--photo", picture.toString()).err())
                .as("of which nothing is wrong")
                .contains("there is no Sightline system in the data folder");
    }

    private String refused(String... arguments) {
        CommandRun run = search(arguments);
        assertThat(run.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(run.err()).hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
        return run.err();
    }

    private Path photo(String name) throws IOException {
        Path file = photos.resolve(name);
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    @Test
    void shouldSayWhereThereIsNoSystem() {
        CommandRun none = search("--words", "woman in a red coat");

        assertThat(none.status()).isEqualTo(ExitStatus.CANNOT_START);
        assertThat(none.err()).doesNotContain("Exception").hasLineCount(1);
    }

    private CommandRun search(String... arguments) {
        List<String> all = new ArrayList<>(List.of("search", "--reason", "test", "--set", "data.folder=" + folder));
        all.addAll(List.of(arguments));
        return CommandRun.of(all);
    }
}
