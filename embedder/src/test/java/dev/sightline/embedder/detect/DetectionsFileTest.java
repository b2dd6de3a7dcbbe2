package dev.sightline.embedder.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.embedder.Samples;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionsFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldGiveEachFrameOfEachCameraItsOwnLinesBestFirst() throws Exception {
        Path north = Files.writeString(
                folder.resolve("north.txt"),
                "2,-1,10,10,20,30,0.5,-1,-1,-1\n2,-1,-5,0,20,30,0.9\n\n3,-1,0,0,5,5,0.1\n");
        DetectionsFile file = DetectionsFile.read(Map.of("north", north), 0.2);

        try (Picture picture = Samples.picture(160, 120, 1)) {
            List<List<Detected>> found = file.detect(List.of(
                    new FrameImage("north", 2, picture),
                    new FrameImage("north", 3, picture),
                    new FrameImage("south", 2, picture)));

            assertThat(found)
                    .containsExactly(
                            List.of(
                                    new Detected(new Region(0, 0, 15, 30), 0.9f),
                                    new Detected(new Region(10, 10, 20, 30), 0.5f)),
                            List.of(),
                            List.of());
        }
    }

    @Test
    void shouldReadAFileWithScoresAboveOneAsPercent() throws Exception {
        Path north = Files.writeString(
                folder.resolve("north.txt"), "1,-1,0,0,5,5,120\n1,-1,9,9,5,5,40\n1,-1,3,3,5,5,0.9\n1,-1,3,3,5,5,-2\n");

        try (Picture picture = Samples.picture(160, 120, 1)) {
            List<Detected> found = DetectionsFile.read(Map.of("north", north), 0)
                    .detect(List.of(new FrameImage("north", 1, picture)))
                    .get(0);

            assertThat(found).extracting(Detected::score).containsExactly(1f, 0.4f, 0.009f, 0f);
        }
    }

    @Test
    void shouldNameALineThatDoesNotRead() throws Exception {
        Path north = Files.writeString(folder.resolve("north.txt"), "1,-1,10,10,20,30,0.5\n1,-1,ten\n");

        assertThatThrownBy(() -> DetectionsFile.read(Map.of("north", north), 0))
                .hasMessageContaining("line 2")
                .hasMessageContaining("north.txt")
                .hasMessageContaining("1,-1,ten");
    }
}
