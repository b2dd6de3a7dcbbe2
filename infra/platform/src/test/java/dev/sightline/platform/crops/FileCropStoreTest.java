package dev.sightline.platform.crops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.platform.crops.CropException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCropStoreTest extends CropStoreContract {
    @TempDir
    Path folder;

    @Override
    CropStore store() {
        return new FileCropStore(folder.resolve("crops"));
    }

    @Test
    void shouldLeaveNothingButThePicture() throws IOException {
        store().put(new byte[] {1}, "jpg");

        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.toString()).endsWith(".jpg"));
    }

    @Test
    void shouldNoticeAndMendAnAlteredFile() throws IOException {
        ImageReference reference = store().put(new byte[] {1, 2, 3}, "jpg");
        Files.write(files().get(0), new byte[] {1, 2, 4});

        assertThatThrownBy(() -> store().get(reference))
                .isInstanceOfSatisfying(
                        CropException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ALTERED));

        store().put(new byte[] {1, 2, 3}, "jpg");
        assertThat(store().get(reference)).containsExactly(1, 2, 3);
    }

    @Test
    void shouldFindItsPicturesAfterTheFolderMoved() throws IOException {
        ImageReference reference = store().put(new byte[] {1}, "jpg");
        Path moved = Files.move(folder.resolve("crops"), folder.resolve("moved"));

        assertThat(new FileCropStore(moved).get(reference)).containsExactly(1);
    }

    @Test
    void shouldReportAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new FileCropStore(file).put(new byte[] {1}, "jpg"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot store a crop as " + file);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void shouldHandOverEveryPictureAndNothingElse(@TempDir Path given) throws IOException {
        Path crops = given.resolve("crops");
        FileCropStore store = new FileCropStore(crops);
        List<ImageReference> found = new ArrayList<>();
        store.forEach(stored -> found.add(stored.reference()));
        assertThat(found).as("no folder yet").isEmpty();
        ImageReference one = store.put(new byte[] {1}, "jpg");
        ImageReference other = store.put(new byte[] {2, 3}, "png");
        Files.writeString(crops.resolve("notes.txt"), "no picture");

        store.forEach(stored -> {
            assertThat(stored.storedAt()).isBefore(Instant.now().plusSeconds(60));
            found.add(stored.reference());
        });

        assertThat(found).containsExactlyInAnyOrder(one, other);
    }
}
