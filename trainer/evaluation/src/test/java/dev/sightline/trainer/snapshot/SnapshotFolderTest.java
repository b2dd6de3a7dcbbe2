package dev.sightline.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.text.LineFile;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.snapshot.SnapshotFolder.Check;
import dev.sightline.trainer.source.DataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFolderTest {
    @TempDir
    private Path folder;

    private Path pictures;
    private Snapshot snapshot;

    @BeforeEach
    void take() throws IOException {
        pictures = folder.resolve("pictures");
        for (int i = 0; i < 4; i++) {
            Pictures.write(pictures, i + ".jpg", Pictures.jpeg(i));
        }
        Files.writeString(
                pictures.resolve("labels.csv"),
                "path,identity,camera,tracklet,time\n0.jpg,anna,c1,t1,7\n1.jpg,anna,c2,,\n2.jpg,ben,c1,,\n3.jpg,(distractor),c2,,\n"
                        + "4.jpg,ben,c2,,\n");
        snapshot = Snapshots.take("shop", List.of(DataSource.parse("shop=" + pictures, Optional.empty())));
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        for (boolean copy : new boolean[] {false, true}) {
            Path stored = folder.resolve("stored-" + copy);
            SnapshotFolder.write(snapshot, stored, copy);
            Snapshot read = SnapshotFolder.read(stored, Check.CONTENTS);
            assertThat(read.hash()).isEqualTo(snapshot.hash());
            assertThat(read.excluded()).isEqualTo(snapshot.excluded()).hasSize(1);
            assertThat(read.crops())
                    .extracting(Crop::line)
                    .isEqualTo(snapshot.crops().stream().map(Crop::line).toList());
            assertThat(Snapshots.take("x", List.of(DataSource.parse(stored.toString(), Optional.empty()))))
                    .isEqualTo(SnapshotFolder.read(stored, Check.QUICK));
        }
    }

    @Test
    void shouldLiveOnWithoutItsSourceWhenCopied() throws IOException {
        Path stored = folder.resolve("stored");
        SnapshotFolder.write(snapshot, stored, true);
        try (Stream<Path> files = Files.walk(pictures)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
        Path moved = Files.move(stored, folder.resolve("moved"));
        assertThat(SnapshotFolder.read(moved, Check.CONTENTS).crops())
                .allMatch(c -> c.path().startsWith(moved));
    }

    @Test
    void shouldNameWhatChangedOrIsGone() throws IOException {
        Path stored = folder.resolve("stored");
        SnapshotFolder.write(snapshot, stored, false);
        Files.delete(pictures.resolve("0.jpg"));
        Files.write(pictures.resolve("1.jpg"), Pictures.jpeg(99));
        Files.write(pictures.resolve("2.jpg"), new byte[3]);
        assertThatThrownBy(() -> SnapshotFolder.read(stored, Check.QUICK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 of 4 pictures of snapshot")
                .hasMessageContaining("0.jpg is gone")
                .hasMessageContaining("1.jpg has ")
                .hasMessageContaining("2.jpg has 3 bytes instead of");
    }

    @Test
    void shouldLookAtContentsWhenAskedOrWhenTheTimeDiffers() throws IOException {
        Path stored = folder.resolve("stored");
        SnapshotFolder.write(snapshot, stored, false);
        Path picture = pictures.resolve("0.jpg");
        FileTime time = Files.getLastModifiedTime(picture);
        byte[] bytes = Files.readAllBytes(picture);
        Files.setLastModifiedTime(picture, FileTime.fromMillis(time.toMillis() + 5_000));
        assertThat(SnapshotFolder.read(stored, Check.QUICK).hash()).isEqualTo(snapshot.hash());
        bytes[bytes.length / 2] ^= 1;
        Files.write(picture, bytes);
        Files.setLastModifiedTime(picture, FileTime.fromMillis(time.toMillis() + 5_000));
        assertThatThrownBy(() -> SnapshotFolder.read(stored, Check.QUICK))
                .hasMessageContaining("0.jpg has other contents");
        Files.setLastModifiedTime(picture, time);
        assertThat(SnapshotFolder.read(stored, Check.QUICK).hash()).isEqualTo(snapshot.hash());
        assertThatThrownBy(() -> SnapshotFolder.read(stored, Check.CONTENTS))
                .hasMessageContaining("0.jpg has other contents");
    }

    @Test
    void shouldNeverWriteAFolderTwiceNorHalf() throws IOException {
        Path stored = folder.resolve("stored");
        SnapshotFolder.write(snapshot, stored, false);
        assertThatThrownBy(() -> SnapshotFolder.write(snapshot, stored, false))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("a snapshot never changes");
        Files.delete(pictures.resolve("0.jpg"));
        assertThatThrownBy(() -> SnapshotFolder.write(snapshot, folder.resolve("half"), true))
                .isInstanceOf(IOException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(pictures, stored);
        }
    }

    @Test
    void shouldRefuseAlteredLabelsAndWhatIsNoSnapshot() throws IOException {
        Path stored = folder.resolve("stored");
        SnapshotFolder.write(snapshot, stored, false);
        Path lines = stored.resolve("crops.jsonl");
        Files.writeString(lines, Files.readString(lines).replace("shop/ben", "shop/anna"));
        assertThatThrownBy(() -> SnapshotFolder.read(stored, Check.QUICK)).hasMessageContaining("should have the hash");
        Files.writeString(lines, "{\n");
        assertThatThrownBy(() -> SnapshotFolder.read(stored, Check.QUICK))
                .hasMessageContaining("crops.jsonl:1 is not JSON");
        Files.writeString(lines, " ".repeat(LineFile.LONGEST_LINE + 1));
        assertThatThrownBy(() -> SnapshotFolder.read(stored, Check.QUICK))
                .hasMessageContaining("crops.jsonl:1: the line is longer than");
        assertThatThrownBy(() -> SnapshotFolder.read(pictures, Check.QUICK)).hasMessageContaining("is no snapshot");
    }

    @Test
    void shouldKeepConstraints() throws IOException {
        Constraints constraints = Constraints.only(Set.of("shop"), Set.of(Apart.of("shop/anna", "shop/ben")));
        Snapshot paired = Snapshot.of("pairs", snapshot.crops(), constraints, List.of());
        assertThat(paired.hash()).isNotEqualTo(snapshot.hash());
        Path stored = folder.resolve("stored");
        SnapshotFolder.write(paired, stored, false);
        assertThat(SnapshotFolder.read(stored, Check.QUICK).constraints()).isEqualTo(constraints);

        // As earlier versions wrote it.
        Path header = stored.resolve("snapshot.json");
        Files.writeString(header, Files.readString(header).replaceFirst("\"openSites\" : \\[ \"shop\" \\],", ""));
        assertThat(header).content().doesNotContain("openSites").contains("\"exhaustive\" : false");
        assertThat(SnapshotFolder.read(stored, Check.QUICK)).isEqualTo(paired);
    }

    /** Literals of the version before sites could be of two kinds: snapshots on disk must stay what they are. */
    @Test
    void shouldHashAsEarlierVersionsDid() {
        List<Crop> crops = Stream.of("hall/ann", "hall/bob", "yard/cyd")
                .map(who -> new Crop(
                        Path.of(who),
                        who.substring(5) + ".jpg",
                        "0".repeat(64),
                        who,
                        "north",
                        who.substring(0, 4),
                        "",
                        Optional.empty()))
                .toList();
        Set<Apart> apart = Set.of(Apart.of("hall/ann", "hall/bob"));

        assertThat(Snapshot.of("old", crops, Constraints.only(Set.of("hall", "yard"), apart), List.of())
                        .hash())
                .isEqualTo("1aa805aac5660be5856a85e91e8fcaf89d2eb4875f4e1238c17074e4dc83e6e4");
        assertThat(Snapshot.of("old", crops, Constraints.complete(), List.of()).hash())
                .isEqualTo("f6ff9c1d35864d293bc6de8fc7ba006e6e2cfb9e80266700ad33fc5b98fd46ea");
    }

    @Test
    void shouldShowCountsPerSiteAndCamera() {
        assertThat(SnapshotSummary.text(snapshot))
                .contains("4 pictures of 2 people in 2 cameras at 1 sites; 1 people were seen by more than one camera")
                .containsPattern("shop +4 +2 +1 +1 to 2, median 2, 1 distractors")
                .containsPattern("  c1 +2 +2 +1 +1 to 1, median 1")
                .contains("1 left out:")
                .contains("4.jpg: cannot be read");
    }

    @Test
    void shouldExportAListThatReadsAsTheSamePeople() throws IOException {
        Path out = folder.resolve("out");
        SnapshotExport.write(snapshot, out);
        Snapshot read = Snapshots.take("again", List.of(DataSource.parse("other=" + out, Optional.empty())));
        assertThat(read.identities()).isEqualTo(snapshot.identities());
        assertThat(read.crops())
                .extracting(c -> c.sha256() + c.identity() + c.camera() + c.tracklet() + c.time())
                .containsExactlyInAnyOrderElementsOf(snapshot.crops().stream()
                        .map(c -> c.sha256() + c.identity() + c.camera() + c.tracklet() + c.time())
                        .toList());
        assertThatThrownBy(() -> SnapshotExport.write(snapshot, out)).isInstanceOf(FileAlreadyExistsException.class);
    }
}
