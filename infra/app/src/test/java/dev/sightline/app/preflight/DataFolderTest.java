package dev.sightline.app.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void shouldCreateAFolderOnceAndTakeItAgain() {
        DataFolder data = new DataFolder(folder.resolve("a/b"));

        data.prepare();
        data.prepare();

        assertThat(folder.resolve("a/b/sightline-data.properties")).content().contains("layout=1");
        assertThat(data.hasKafka()).isFalse();
    }

    @Test
    void shouldCloseItsFolderToOtherUsers() throws IOException {
        Path fresh = folder.resolve("fresh");
        new DataFolder(fresh).prepare();
        assertThat(permissions(fresh)).isEqualTo("rwx------");

        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        new DataFolder(fresh).prepare();
        assertThat(permissions(fresh)).as("of an older version").isEqualTo("rwx------");
    }

    @Test
    void shouldCloseFilesThatAnOlderVersionLeftOpen() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("old"));
        data.prepare();
        Path crops = Files.createDirectories(data.path().resolve("crops"));
        Path crop = Files.createFile(crops.resolve("a.jpg"));
        Path foreign = Files.createFile(data.path().resolve("notes.txt"));
        for (Path file : List.of(crop, foreign, data.path().resolve("sightline-data.properties"))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }

        data.prepare();

        assertThat(permissions(crop)).isEqualTo("rw-------");
        assertThat(permissions(crops)).isEqualTo("rwx------");
        assertThat(permissions(data.path().resolve("sightline-data.properties")))
                .isEqualTo("rw-------");
        assertThat(permissions(foreign)).as("not ours").isEqualTo("rw-r--r--");
    }

    @Test
    void shouldLeaveAFolderOpenThatHasOtherThingsInIt() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(home.resolve("letter.txt"));

        new DataFolder(home).prepare();

        assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void shouldRefuseAFolderOfANewerVersion() throws IOException {
        Files.writeString(folder.resolve("sightline-data.properties"), "layout=7\n");

        assertThatThrownBy(() -> new DataFolder(folder).prepare())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("newer version of Sightline (layout 7, this version knows 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layout=one", "layout=-1", "layout=0", "", "layout=99999999999"})
    void shouldRefuseALayoutThatIsNone(String text) throws IOException {
        Files.writeString(folder.resolve("sightline-data.properties"), text);

        assertThatThrownBy(() -> new DataFolder(folder).prepare())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must be a whole number");
    }

    @Test
    void shouldNameWhatMayNotBeWrittenAndWhoseItIs() throws IOException {
        Path closed = Files.createDirectories(folder.resolve("database"));

        assertThatThrownBy(() -> new DataFolder(folder).check(path -> !path.equals(closed)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        closed + " belongs to " + Files.getOwner(closed).getName())
                .hasMessageContaining("chown -R");
        assertThatCode(() -> new DataFolder(folder).check(path -> true)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAFileInItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> new DataFolder(file).prepare())
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + " is a file");
        assertThatThrownBy(() -> new DataFolder(file.resolve("below")).prepare())
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + " is a file");
    }

    @Test
    void shouldJudgeAFolderThatIsNotThereByTheNearestOne() {
        DataFolder data = new DataFolder(folder.resolve("not/there"));

        assertThatThrownBy(() -> data.check(path -> !path.equals(folder)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder + " belongs to");
        assertThat(folder).isEmptyDirectory();
    }
}
