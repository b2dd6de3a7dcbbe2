package dev.sightline.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.settings.LoadedSettings.Effective;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths in a settings file begin where the file lies, wherever the command is started. */
class FilePathTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    /** A schema with paths of every kind. */
    @ConfigMapping(prefix = "test")
    interface Paths {
        @FilePath
        @Describe("Where data lies")
        @WithDefault("data")
        String folder();

        @FilePath
        @Describe("Where nothing lies unless told")
        Optional<String> cache();

        @FilePath(FilePath.Kind.UNLESS_ADDRESS)
        @Describe("Where pictures come from")
        @WithDefault("none")
        String source();

        @FilePath(FilePath.Kind.IF_IT_EXISTS)
        @Describe("A name or a folder")
        @WithDefault("model")
        String model();

        @PassThrough("files")
        @FilePath
        @Describe("Files by name")
        Map<String, String> files();
    }

    @Test
    void shouldBeginAtTheFolderOfTheFile() throws IOException {
        Files.createDirectory(folder.resolve("own-model"));
        Paths settings = load("""
                folder: here/../there
                cache: c
                source: films/a.mp4
                model: own-model
                files: {north: det.txt, south: /abs/det.txt}
                """, Map.of());

        assertThat(settings.folder()).isEqualTo(folder.resolve("there").toString());
        assertThat(settings.cache()).contains(folder.resolve("c").toString());
        assertThat(settings.source()).isEqualTo(folder.resolve("films/a.mp4").toString());
        assertThat(settings.model()).isEqualTo(folder.resolve("own-model").toString());
        assertThat(settings.files())
                .containsEntry("north", folder.resolve("det.txt").toString())
                .containsEntry("south", "/abs/det.txt");
    }

    @Test
    void shouldLeaveAddressesAndNamesAlone() throws IOException {
        for (String address : new String[] {"rtsp://h/1", "HTTP://h/v", "device:0", "file:///x/a.mp4"}) {
            assertThat(load("source: '" + address + "'", Map.of()).source()).isEqualTo(address);
        }
        assertThat(load("model: person-known", Map.of()).model()).isEqualTo("person-known");
        assertThat(load("cache: ''", Map.of()).cache()).isEmpty();
    }

    @Test
    void shouldBeginAtTheWorkingDirectoryElsewhere() throws IOException {
        Paths flag = load("folder: fromfile", Map.of("folder", "flagged"));
        Paths environment = SettingsLoader.load(
                Paths.class, Optional.of(file("folder: x")), Map.of("SIGHTLINE_FOLDER", "enva"), Map.of());

        assertThat(flag.folder()).isEqualTo(HERE.resolve("flagged").toString());
        assertThat(environment.folder()).isEqualTo(HERE.resolve("enva").toString());
    }

    @Test
    void shouldPutADefaultBesideTheFileWhenThereIsOne() throws IOException {
        assertThat(load("cache: c", Map.of()).folder())
                .isEqualTo(folder.resolve("data").toString());
        assertThat(SettingsLoader.load(Paths.class, Optional.empty(), Map.of(), Map.of())
                        .folder())
                .isEqualTo(HERE.resolve("data").toString());
        assertThat(SettingsLoader.resolve(Paths.class, Optional.of(file("cache: c")), Map.of(), Map.of())
                        .effective())
                .contains(new Effective("folder", folder.resolve("data").toString(), "default"));
    }

    @Test
    void shouldSayWhatIsNoPath() {
        assertThatThrownBy(() -> load("folder: \"a\\0b\"", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("folder");
    }

    private Paths load(String yaml, Map<String, String> flags) throws IOException {
        return SettingsLoader.load(Paths.class, Optional.of(file(yaml)), Map.of(), flags);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sightline.yaml"), yaml);
    }
}
