package dev.sightline.models.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.manifest.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarballTest {
    private static final Tarball.Bounds BOUNDS = new Tarball.Bounds(1_000, 3_000);

    @TempDir
    private Path folder;

    @Test
    void shouldTakeOnlyTheNamedFilesUnderTheirPlainNames() throws IOException {
        Path tarball = tarball(Map.of("package/models/a.onnx", 10, "package/b.txt", 10, "../../c.txt", 10));

        Tarball.extract(tarball, Set.of("models/a.onnx"), out(), BOUNDS);

        try (var files = Files.list(out())) {
            assertThat(files).containsExactly(out().resolve("a.onnx"));
        }
    }

    @Test
    void shouldRefuseAFileThatIsTooLarge() throws IOException {
        Path tarball = tarball(Map.of("package/a.onnx", 1_001));

        assertThatThrownBy(() -> Tarball.extract(tarball, Set.of("a.onnx"), out(), BOUNDS))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("package/a.onnx expands to 1001 bytes, at most 1000");
        assertThat(out().resolve("a.onnx")).doesNotExist();
    }

    @Test
    void shouldRefuseATarballThatExpandsToTooMuch() throws IOException {
        Path tarball = tarball(Map.of("package/1", 900, "package/2", 900, "package/3", 900, "package/4", 900));

        assertThatThrownBy(() -> Tarball.extract(tarball, Set.of("absent"), out(), BOUNDS))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expands to 3600 bytes and more, at most 3000");
    }

    @Test
    void shouldRefuseANameThatLeadsOutOfTheFolder() throws IOException {
        Path tarball = tarball(Map.of("package/models/..", 10));

        assertThatThrownBy(() -> Tarball.extract(tarball, Set.of("models/.."), out(), BOUNDS))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'models/..' names no file");
    }

    private Path out() throws IOException {
        return Files.createDirectories(folder.resolve("out"));
    }

    private Path tarball(Map<String, Integer> sizes) throws IOException {
        Path file = folder.resolve("package.tgz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (Map.Entry<String, Integer> each : new TreeMap<>(sizes).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(each.getKey(), true);
                entry.setSize(each.getValue());
                tar.putArchiveEntry(entry);
                tar.write(new byte[each.getValue()]);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
