package dev.sightline.trainer.evaluate.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import dev.sightline.trainer.evaluate.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadOurOwnTracks() throws IOException {
        assertThat(TrackFiles.predicted(file("camera,identity,frame,x,y,w,h,score", "north,hall/p1,3,1,2,3.5,4,0.9"))
                        .boxes())
                .containsExactly(new TrackedBox("north", 3, "hall/p1", new Box(1, 2, 3.5, 4), .9));
    }

    @Test
    void shouldReadMultiCameraTruthWithAndWithoutHeader() throws IOException {
        TrackedBox box = new TrackedBox("c1", 2, "7", new Box(1, 2, 3, 4), 1);

        assertThat(TrackFiles.truth(file("camera,id,frame,x,y,w,h", "c1,7,2,1,2,3,4"))
                        .counted()
                        .boxes())
                .containsExactly(box);
        assertThat(TrackFiles.truth(file("c1,7,2,1,2,3,4")).counted().boxes()).containsExactly(box);
    }

    @Test
    void shouldReadMot15WithWorldCoordinates() throws IOException {
        Truth truth = TrackFiles.truth(file("1,9,4,5,6,7,1,-4.1554,-7.3591,0", "1,8,4,5,6,7,0,-4.1,-7.3,0"));

        assertThat(truth.counted().boxes()).containsExactly(new TrackedBox("", 1, "9", new Box(4, 5, 6, 7), 1));
        assertThat(truth.unmarked()).hasSize(1);
        assertThat(truth.distractors()).isEmpty();
    }

    @Test
    void shouldSortTheClassesOfMot17() throws IOException {
        Truth truth = TrackFiles.truth(file(
                "1,1,0,0,5,5,1,1,1.0",
                "1,2,0,0,5,5,1,7,0.5",
                "1,3,0,0,5,5,0,1,0.5",
                "1,4,0,0,5,5,0,3,0.5",
                "1,5,0,0,5,5,0,12,0.5"));

        assertThat(truth.counted().boxes()).extracting(TrackedBox::identity).containsExactly("1");
        assertThat(truth.distractors()).extracting(TrackedBox::identity).containsExactly("2", "5");
        assertThat(truth.unmarked()).extracting(TrackedBox::identity).containsExactly("3", "4");
    }

    @Test
    void shouldLeaveOutBoxesOfNobody() throws IOException {
        assertThat(TrackFiles.predicted(file("camera,identity,frame,x,y,w,h,score", "n,,3,1,2,3,4,0.9"))
                        .boxes())
                .isEmpty();
    }

    @Test
    void shouldReadDetectionsAsBoxesOnly() throws IOException {
        Path file = file("1,-1,500,158,30,70,93.5,-3.7,-7.1,0", "1,-1,200,158,30,70,-1,-3.7,-7.1,0");
        Problems problems = new Problems();

        assertThat(TrackFiles.boxes(file, problems))
                .extracting(TrackedBox::score)
                .containsExactly(.935, 1.0);
        assertThat(problems.all()).extracting(Problem::kind).containsExactly("scores-in-percent");
        assertThatThrownBy(() -> TrackFiles.predicted(file)).hasMessageContaining("tracks.csv:1: holds a detection");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff1,7,1,2,3,4,1\r\n2,8,1,2,3,4,1\r\n",
                "1,7,1,2,3,4,1\r\r2,8,1,2,3,4,1",
                "1.0,7.0,1,2,3,4,-1,-1,-1,-1\n2,8,1,2,3,4,-1,-1,-1,-1\n",
                "1, 7 ,\"1\",2,3,4\n2,8,1,2,3,4\n",
                "Frame,ID,Left,Top,Width,Height,Confidence,more\n1,7,1,2,3,4,1,\n2,8,1,2,3,4,1,x\n",
                "frame;id;x;y;w;h\n1;7;1;2;3;4\n2;8;1;2;3;4\n"
            })
    void shouldReadTheSameBoxesHoweverTheyAreWritten(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("tracks.csv"), text);
        List<TrackedBox> boxes = List.of(
                new TrackedBox("", 1, "7", new Box(1, 2, 3, 4), 1), new TrackedBox("", 2, "8", new Box(1, 2, 3, 4), 1));

        assertThat(TrackFiles.truth(file).counted().boxes()).isEqualTo(boxes);
        assertThat(TrackFiles.predicted(file).boxes()).isEqualTo(boxes);
        assertThat(TrackFiles.boxes(file, new Problems())).isEqualTo(boxes);
    }

    @Test
    void shouldTakeIdentityNoughtForAnyOther() throws IOException {
        assertThat(TrackFiles.predicted(file("1,0,1,2,3,4,1")).boxes())
                .extracting(TrackedBox::identity)
                .containsExactly("0");
    }

    @Test
    void shouldNameFileLineAndMistake() throws IOException {
        assertThatThrownBy(() -> TrackFiles.truth(file("1,2,3,4,5,6,1", "1,2,3")))
                .hasMessageContaining("tracks.csv:2: 3 fields");
        assertThatThrownBy(() -> TrackFiles.truth(file("1,2,3,4,x,6,1")))
                .hasMessageContaining("tracks.csv:1: w is 'x'; allowed: a number");
        assertThatThrownBy(() -> TrackFiles.truth(file("1,2,3,4,-5,6,1"))).hasMessageContaining("w is '-5'");
        assertThatThrownBy(() -> TrackFiles.truth(file("1,2,3,4,5,6,1", "0,2,3,4,5,6,1")))
                .hasMessageContaining("tracks.csv:2: frame is '0'; allowed: a whole number from 1");
        assertThatThrownBy(() -> TrackFiles.predicted(file("camera,identity,frame,x,y,w,h", "n,p,0,1,2,3,4")))
                .hasMessageContaining("tracks.csv:2: frame is '0'");
        assertThatThrownBy(() -> TrackFiles.truth(file("1,2,3,4,5,NaN,1"))).hasMessageContaining("h is 'NaN'");
        assertThatThrownBy(() -> TrackFiles.truth(file("1,2,3,4,5,6,1,x,1"))).hasMessageContaining("class is 'x'");
        assertThatThrownBy(() -> TrackFiles.truth(file("camera,frame,x,y,w,h")))
                .hasMessageContaining("needed: frame, identity");
        assertThatThrownBy(() -> TrackFiles.truth(file("1,2,3,4,5,6,1", "1,2,3,4,5,6,1")))
                .hasMessageContaining("tracks.csv: identity '2' has two boxes in frame 1");
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("tracks.csv"), String.join("\n", lines) + "\n");
    }
}
