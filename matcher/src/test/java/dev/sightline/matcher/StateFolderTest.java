package dev.sightline.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    Path folder;

    @Test
    void shouldRefuseAFolderThatAnotherMatcherUsesAndWriteNothing() throws IOException {
        try (StateFolder first = StateFolder.of(Optional.of(folder))) {
            List<Path> before = files();

            assertThatThrownBy(() -> StateFolder.of(Optional.of(folder)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another matcher uses the state folder " + folder)
                    .hasMessageContaining("data.folder");
            assertThat(files()).isEqualTo(before);
            assertThat(first.path()).isEqualTo(folder);
        }

        StateFolder.of(Optional.of(folder)).close();
        assertThat(folder).as("state stays").exists();
    }

    @Test
    void shouldSayWhyAFolderCannotBeUsed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> StateFolder.of(Optional.of(file)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("state folder " + file + " cannot be used");
    }

    @Test
    void shouldRemoveATemporaryFolder() {
        StateFolder temporary = StateFolder.of(Optional.empty());
        assertThat(temporary.path()).isDirectory();

        temporary.close();

        assertThat(temporary.path()).doesNotExist();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }
}
