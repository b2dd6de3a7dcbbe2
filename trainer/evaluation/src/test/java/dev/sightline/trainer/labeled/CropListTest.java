package dev.sightline.trainer.labeled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CropListTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void pictures() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.createFile(folder.resolve("a/1.jpg"));
        Files.createFile(folder.resolve("a/2.jpg"));
    }

    @Test
    void shouldReadPathsRelativeToTheList() throws IOException {
        assertThat(CropList.read(list("path,identity,camera", "a/1.jpg,anna,north", "", "# note", "a/2.jpg,ben,south")))
                .containsExactly(
                        new LabeledCrop(folder.resolve("a/1.jpg"), "a/1.jpg", "anna", "north", ""),
                        new LabeledCrop(folder.resolve("a/2.jpg"), "a/2.jpg", "ben", "south", ""));
    }

    @Test
    void shouldTakeColumnsInAnyOrder() throws IOException {
        assertThat(CropList.read(list("tracklet,camera,identity,path", "t1,north,anna,a/1.jpg")))
                .containsExactly(new LabeledCrop(folder.resolve("a/1.jpg"), "a/1.jpg", "anna", "north", "t1"));
    }

    @Test
    void shouldReadSiteTrackletAndTime() throws IOException {
        assertThat(CropList.read(list(
                        "path,identity,camera,site,tracklet,time",
                        "a/1.jpg,anna,north,lobby,t1,2026-03-01T10:00:00.25+01:00",
                        "a/2.jpg,ben,south,,,")))
                .containsExactly(
                        new LabeledCrop(
                                folder.resolve("a/1.jpg"),
                                "a/1.jpg",
                                "anna",
                                "north",
                                "lobby",
                                "t1",
                                Optional.of(Instant.parse("2026-03-01T09:00:00.25Z"))),
                        new LabeledCrop(folder.resolve("a/2.jpg"), "a/2.jpg", "ben", "south", ""));
        assertThat(CropList.read(list("path,identity,camera,time", "a/1.jpg,anna,north,1500000")))
                .extracting(LabeledCrop::time)
                .containsExactly(Optional.of(Instant.ofEpochMilli(1500)));
        assertRefused("labels.csv:2: time is 'noon'", "path,identity,camera,time", "a/1.jpg,anna,north,noon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeffpath,identity,camera\r\na/1.jpg,anna,north\r\n",
                "Path,IDENTITY,camera,height,note\ra/1.jpg,anna,north,7,\r",
                "camera;path;identity\nnorth;\"a/1.jpg\"; anna \n"
            })
    void shouldReadTheSameCropHoweverItIsWritten(String text) throws IOException {
        assertThat(CropList.read(Files.writeString(folder.resolve("labels.csv"), text)))
                .containsExactly(new LabeledCrop(folder.resolve("a/1.jpg"), "a/1.jpg", "anna", "north", ""));
    }

    @Test
    void shouldTakeAListWithoutCamerasForOneCamera() throws IOException {
        assertThat(CropList.read(list("path,identity", "a/1.jpg,anna", "a/2.jpg,ben")))
                .extracting(LabeledCrop::camera)
                .containsExactly("1", "1");
        assertThat(CropList.read(list("path,identity,camera", "a/1.jpg,anna,", "a/2.jpg,ben,")))
                .extracting(LabeledCrop::camera)
                .containsExactly("1", "1");
        assertRefused(
                "labels.csv: the camera of 'a/2.jpg' is empty, while other lines name one",
                "path,identity,camera",
                "a/1.jpg,anna,north",
                "a/2.jpg,ben,");
    }

    @Test
    void shouldReadNamesWithCommasInQuotes() throws IOException {
        assertThat(CropList.read(list("path,identity,camera", "a/1.jpg,\"Doe, Jane\",north")))
                .extracting(LabeledCrop::identity)
                .containsExactly("Doe, Jane");
    }

    @Test
    void shouldLeaveMissingPicturesToTheReaderOfEntries() throws IOException {
        assertThat(CropList.entries(list("path,identity,camera", "a/9.jpg,anna,north")))
                .hasSize(1);
    }

    @Test
    void shouldReadUnnamedPeople() throws IOException {
        assertThat(CropList.unnamed(list("path,camera,tracklet", "a/1.jpg,north,t1")))
                .containsExactly(new LabeledCrop(folder.resolve("a/1.jpg"), "a/1.jpg", "", "north", "t1"));
        assertThat(CropList.unnamed(list("path,camera,identity", "a/1.jpg,north,")))
                .extracting(LabeledCrop::identity)
                .containsExactly("");
    }

    @Test
    void shouldSayThatAFolderOrAPictureIsNoList() throws IOException {
        Path picture = Files.write(folder.resolve("a.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8});

        assertThatThrownBy(() -> CropList.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a folder; expected a CSV list");
        assertThatThrownBy(() -> CropList.read(picture))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.jpg:1: is no UTF-8 text");
    }

    @Test
    void shouldNameFileLineAndMistake() {
        assertRefused("labels.csv:1", "path,person");
        assertRefused("labels.csv:1: the header names a column 'traclet'", "path,identity,camera,traclet");
        assertRefused("labels.csv:2: 4 fields where the header has 3", "path,identity,camera", "a/1.jpg,a,b,c");
        assertRefused("labels.csv:2: 2 fields", "path,identity,camera", "a/1.jpg,anna");
        assertRefused("labels.csv:2: identity is empty", "path,identity,camera", "a/1.jpg,,north");
        assertRefused("labels.csv: path 'a/9.jpg': no picture at", "path,identity,camera", "a/9.jpg,anna,north");
        assertRefused(
                "labels.csv:3: path 'a/1.jpg' is listed twice",
                "path,identity,camera",
                "a/1.jpg,anna,north",
                "a/1.jpg,anna,north");
        assertRefused("lists no crops", "path,identity,camera");
    }

    private void assertRefused(String message, String... lines) {
        assertThatThrownBy(() -> CropList.read(list(lines)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private Path list(String... lines) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), String.join("\n", lines));
    }
}
