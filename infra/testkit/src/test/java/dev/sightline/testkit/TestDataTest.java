package dev.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDataTest {
    @TempDir
    Path folder;

    @Test
    void shouldPreferTheFolderOfTheEnvironment() {
        assertThat(TestData.folder(Optional.of(folder.toString()), Path.of("/")))
                .contains(folder);
    }

    @Test
    void shouldFindNothingWhenTheNamedFolderIsNotThere() {
        assertThat(TestData.folder(Optional.of(folder.resolve("absent").toString()), folder))
                .isEmpty();
    }

    @Test
    void shouldLookBesideTheRepositoryFromAnyFolderInIt() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("repository/infra/contracts"));
        Path data = Files.createDirectories(folder.resolve("shared/data"));

        assertThat(TestData.folder(Optional.empty(), inside)).contains(data);
    }

    @Test
    void shouldFindNothingOutsideARepository() {
        assertThat(TestData.folder(Optional.empty(), folder)).isEmpty();
    }

    @Test
    void shouldFindTheRepository() {
        assertThat(RepositoryRoot.find().resolve("pom.xml")).exists();
    }
}
