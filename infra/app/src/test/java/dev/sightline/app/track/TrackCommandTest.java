package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code track} refuses before anything is started. */
class TrackCommandTest {
    @TempDir
    Path folder;

    private String page = "";
    private String notes = "";

    @BeforeEach
    void writeFilesThatAreNoVideos() throws IOException {
        page = Files.writeString(folder.resolve("page.mp4"), "<!doctype html><html><body>Not found</body></html>")
                .toString();
        notes = Files.writeString(folder.resolve("notes.avi"), "Camera 2 was moved in May.\n".repeat(50))
                .toString();
    }

    @Test
    void shouldRefuseACameraTwice() {
        assertRefused("--camera names 'a' 2 times", "--camera", "a=" + page, "--camera", "a=" + notes);
    }

    @Test
    void shouldSayWhyNoneOfTheCamerasCanBeRead() {
        String said = assertRefused("no camera can be read", "--camera", "a=" + page, "--camera", "b=" + notes);

        assertThat(said).contains("camera a: ", "camera b: ");
    }

    @Test
    void shouldRefuseDetectionsThatAreNotForEveryCamera() {
        assertRefused(
                "--detections is given for camera a and not for b",
                "--camera",
                "a=" + page,
                "--camera",
                "b=" + notes,
                "--detections",
                "a=" + notes);
        assertRefused("there is no --camera of that name", "--camera", "a=" + page, "--detections", "c=" + notes);
    }

    @Test
    void shouldRefuseWhatItCannotDo() {
        assertRefused("must be NAME=VALUE", "--camera", page);
        assertRefused("is a live source", "--camera", "a=rtsp://admin:secret@127.0.0.1/x");
        assertRefused("--no-faces", "--camera", "a=" + page, "--no-faces", "--watchlist", "Ada=" + notes);
        assertRefused("must be 0 (all of them) or more", "--camera", "a=" + page, "--fps", "-1");
        assertRefused("its zone", "--camera", "a=" + page, "--start", "yesterday");
    }

    @Test
    void shouldRefuseAFolderThatCannotBeWritten() {
        assertRefused("cannot be written", "--camera", "a=" + page, "--out", notes + "/results");
    }

    private String assertRefused(String message, String... arguments) {
        List<String> all = new ArrayList<>(List.of("track"));
        all.addAll(List.of(arguments));
        if (!all.contains("--out")) {
            all.addAll(List.of("--out", folder.resolve("results").toString()));
        }
        String printed = CommandRun.of(all).ended(2);
        assertThat(printed).contains(message).doesNotContain("secret", "\tat ");
        return printed;
    }
}
