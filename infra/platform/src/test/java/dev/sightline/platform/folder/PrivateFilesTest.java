package dev.sightline.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void requireOwners() {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void shouldWriteAFileForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("secret");

        PrivateFile.write(file, "one");
        PrivateFile.write(file, "two");

        assertThat(file).hasContent("two");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(PrivateFile.isOpen(file)).isFalse();
        assertThat(folder).isDirectoryContaining(file::equals);
        try (var there = Files.list(folder)) {
            assertThat(there).containsExactly(file);
        }
    }

    @Test
    void shouldReplaceAFileThatWasOpenByAClosedOne() throws IOException {
        Path file = open(Files.writeString(folder.resolve("secret"), "old"), "rw-r--r--");
        assertThat(PrivateFile.isOpen(file)).isTrue();

        PrivateFile.write(file, "new");

        assertThat(PrivateFile.isOpen(file)).isFalse();
    }

    @Test
    void shouldCloseAFolderOnceAndWhatIsInIt() throws IOException {
        Path below = Files.createDirectory(folder.resolve("below"));
        Path file = open(Files.createFile(below.resolve("file")), "rw-rw-r--");
        Path outside = open(Files.createFile(folder.resolve("outside")), "rw-r--r--");
        Files.createSymbolicLink(below.resolve("link"), outside);
        open(below, "rwxr-xr-x");

        assertThat(PrivateFolder.close(below)).isTrue();
        assertThat(PrivateFolder.close(below)).isFalse();
        PrivateFolder.closeWithin(below);

        assertThat(permissions(below)).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(outside)).isEqualTo("rw-r--r--");
    }

    @Test
    void shouldLeaveAFolderThatOthersNeed() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);

        assertThat(PrivateFolder.close(shared)).isFalse();
        assertThat(permissions(shared)).isEqualTo("rwxrwxrwx");
    }

    private static Path open(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
