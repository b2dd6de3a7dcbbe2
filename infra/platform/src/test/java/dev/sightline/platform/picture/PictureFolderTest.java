package dev.sightline.platform.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
    @Test
    void shouldListPicturesInTheOrderOfTheirNumbers(@TempDir Path folder) throws Exception {
        for (String name :
                List.of("10.jpg", "2.JPG", "1.png", "notes.txt", ".hidden.jpg", "3.HEIC", "timestamps.csv")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("4.jpg"));

        PictureFolder listed = PictureFolder.list(folder);

        assertThat(listed.pictures())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("1.png", "2.JPG", "10.jpg");
        assertThat(listed.unsupported())
                .extracting(p -> p.getFileName().toString())
                .containsExactly("3.HEIC");
    }

    @Test
    void shouldOrderNumbersByValue() {
        List<String> ordered =
                List.of("", "a", "a1b2", "a1b10", "a2", "a007", "a7", "a10", "a123456789012345678901", "b");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(5));

        shuffled.sort(NaturalOrder.INSTANCE);

        assertThat(shuffled).isEqualTo(ordered);
    }
}
