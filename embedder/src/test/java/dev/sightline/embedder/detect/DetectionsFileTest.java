package dev.sightline.embedder.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.embedder.Samples;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.platform.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void shouldReadAFileWithScoresAboveOneAsPercentAndSaySo() throws Exception {
        DetectionsFile file = file("1,-1,0,0,5,5,120\n1,-1,9,9,5,5,40\n1,-1,3,3,5,5,0.9\n1,-1,3,3,5,5,-2\n");

        assertThat(first(file)).extracting(Detected::score).containsExactly(1f, 0.4f, 0.009f, 0f);
        assertThat(file.problems())
                .extracting(Problem::kind)
                .containsExactly("scores-in-percent", "scores-out-of-range");
    }

    @Test
    void shouldTakeMinusOneAndNothingAsPeopleWithoutScore() throws Exception {
        DetectionsFile file = file("1,-1,0,0,5,5,-1,-1,-1,-1\n1,-1,9,9,5,5\n1,-1,20,3,5,5,0.4\n");

        assertThat(first(file)).extracting(Detected::score).containsExactly(1f, 1f, 0.4f);
        assertThat(file.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,-1,0,0,5,6,0.5\n",
                "\ufeff1,-1,0,0,5,6,0.5\r\n",
                "1,-1,0,0,5,6,0.5\r2,-1,0,0,5,6,0.5\r",
                "\"1\",-1, 0 ,0,5,6,0.5,7,8,9\n\n",
                "frame,id,x,y,w,h,conf\n1,-1,0,0,5,6,0.5\n",
                "Width,Height,Left,Top,Score,Frame,ID,class\n5,6,0,0,0.5,1,7,person\n"
            })
    void shouldReadTheSameBoxHoweverItIsWritten(String text) throws Exception {
        assertThat(first(file(text))).containsExactly(new Detected(new Region(0, 0, 5, 6), 0.5f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,-1,10,10,20,30,0.5\\n1,-1,ten|:2: 3 fields; at least 6 are needed",
                "1,-1,ten,10,20,30,0.5|:1: x is 'ten'; allowed: a number",
                "0,-1,1,10,20,30,0.5|:1: frame is '0'; allowed: a whole number from 1",
                "1,-1,1,10,20,30,NaN|:1: score is 'NaN'; allowed: a number",
                "1,-1,1,10,-20,30,1|:1: w is '-20'; allowed: a number, 0 to 1000000",
                "1,-1,1,10,20,30,3.2|: scores go from 3.2 to 3.2; allowed: 0 to 1",
                "north,1,1,1,10,20,30,1|:1: the file names a camera in each line"
            })
    void shouldNameALineThatDoesNotRead(String text, String message) {
        assertThatThrownBy(() -> file(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(folder.resolve("north.txt") + message);
    }

    private DetectionsFile file(String text) throws IOException {
        return DetectionsFile.read(Map.of("north", Files.writeString(folder.resolve("north.txt"), text)), 0);
    }

    private static List<Detected> first(DetectionsFile file) {
        try (Picture picture = Samples.picture(160, 120, 1)) {
            return file.detect(List.of(new FrameImage("north", 1, picture))).get(0);
        }
    }
}
