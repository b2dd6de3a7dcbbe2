package dev.sightline.trainer.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sightline.platform.problem.Problem;
import dev.sightline.testkit.TestData;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.ExcludedPicture;
import dev.sightline.trainer.source.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepSitesApart() throws IOException {
        Pictures.write(folder, "a/0001_00.jpg", Pictures.jpeg(1));
        Pictures.write(folder, "a/0001_05.jpg", Pictures.jpeg(2));
        Pictures.write(folder, "b/0001001.jpg", Pictures.jpeg(3));

        Snapshot snapshot =
                take("north=" + folder.resolve("a"), folder.resolve("b").toString());

        assertThat(snapshot.identities()).containsExactly("b/0001", "north/0001");
        assertThat(snapshot.places()).containsExactly("b/1", "north/1", "north/2");
        assertThat(snapshot.crops())
                .extracting(Crop::key)
                .containsExactly("b/0001001.jpg", "north/0001_00.jpg", "north/0001_05.jpg");
        assertThat(snapshot.coverage()).isEqualTo(new Coverage.CrossCamera(1));
        assertThat(snapshot.constraints().different("b/0001", "north/0001")).isTrue();
    }

    @Test
    void shouldHashContentsWhereverTheyLie() throws IOException {
        Pictures.write(folder, "a/0001_00.jpg", Pictures.jpeg(1));
        Pictures.write(folder, "b/0001_00.jpg", Pictures.jpeg(1));
        Pictures.write(folder, "c/0001_00.jpg", Pictures.jpeg(2));
        Pictures.write(folder, "d/0002_00.jpg", Pictures.jpeg(1));

        String hash = take("s=" + folder.resolve("a")).hash();
        assertThat(take("s=" + folder.resolve("b")).hash()).isEqualTo(hash).hasSize(64);
        assertThat(take("s=" + folder.resolve("c")).hash()).isNotEqualTo(hash);
        assertThat(take("s=" + folder.resolve("d")).hash()).isNotEqualTo(hash);
        assertThat(take("t=" + folder.resolve("a")).hash()).isNotEqualTo(hash);
    }

    @Test
    void shouldLeaveOutWhatCannotBeRead() throws IOException {
        byte[] whole = Pictures.jpeg(1);
        byte[] png = Pictures.encoded(9, "png");
        Pictures.write(folder, "0001_00.jpg", whole);
        Pictures.write(folder, "0002_00.jpg", Pictures.jpeg(2));
        for (int i = 2; i < 30; i++) {
            Pictures.write(folder, String.format("0003_0%d.jpg", i % 10), Pictures.jpeg(i + 10));
        }
        Pictures.write(folder, "0004_00.jpg", new byte[0]);
        Pictures.write(folder, "0004_01.jpg", Arrays.copyOf(whole, whole.length / 2));
        Pictures.write(
                folder, "0004_02.jpg", "<html>not found</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Pictures.write(folder, "0004_03.png", Arrays.copyOf(png, png.length - 20));

        Snapshot snapshot = Snapshots.take("s", List.of(DataSource.parse("s=" + folder, Optional.of(Layout.CUHK03))));

        assertThat(snapshot.identities()).containsExactly("s/0001", "s/0002", "s/0003");
        assertThat(snapshot.excluded())
                .extracting(ExcludedPicture::reason)
                .satisfiesExactly(
                        empty -> assertThat(empty).contains("has 0 bytes"),
                        half -> assertThat(half).contains("ends before its end marker"),
                        text -> assertThat(text).contains("of no known picture format"),
                        half -> assertThat(half).contains("ends before its end marker"));
    }

    @Test
    void shouldFailWhenNothingRemains() throws IOException {
        Pictures.write(folder, "0004_00.jpg", new byte[0]);
        assertThatThrownBy(() -> take("s=" + folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no pictures; 1 were left out")
                .hasMessageContaining("0004_00.jpg: the picture has 0 bytes");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> take("s=" + empty)).hasMessageContaining("holds no pictures");
        assertThatThrownBy(() -> take("s=" + folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        Pictures.write(folder, "holiday/beach.jpg", Pictures.jpeg(1));
        assertThatThrownBy(() -> take("s=" + folder.resolve("holiday")))
                .hasMessageContaining("cannot tell whom the 1 pictures in")
                .hasMessageContaining("such as beach.jpg");
    }

    @Test
    void shouldLeaveOutAPictureThatStandsUnderTwoPeople() throws IOException {
        Pictures.write(folder, "0001_00.jpg", Pictures.jpeg(1));
        Pictures.write(folder, "0001_01.jpg", Pictures.jpeg(2));
        Pictures.write(folder, "0002_00.jpg", Pictures.jpeg(2));
        Pictures.write(folder, "0003_00.jpg", Pictures.jpeg(3));
        Pictures.write(folder, "0003_01.jpg", Pictures.jpeg(3));

        Snapshot snapshot = take("s=" + folder);

        assertThat(snapshot.crops())
                .extracting(Crop::name)
                .containsExactly("0001_00.jpg", "0003_00.jpg", "0003_01.jpg");
        assertThat(snapshot.excluded())
                .hasSize(2)
                .allSatisfy(e -> assertThat(e.reason()).contains("another person"));
    }

    @Test
    void shouldReadAListBesideItsPictures() throws IOException {
        Pictures.write(folder, "one.jpg", Pictures.jpeg(1));
        Pictures.write(folder, "two.jpg", Pictures.jpeg(2));
        Files.writeString(
                folder.resolve("labels.csv"),
                "path,identity,camera,site,tracklet,time\none.jpg,anna,c1,,t1,5\ntwo.jpg,ben,c1,lobby,,\ngone.jpg,ben,c1,,,\n");

        Snapshot snapshot = take("s=" + folder);

        assertThat(snapshot.identities()).containsExactly("lobby/ben", "s/anna");
        assertThat(snapshot.excluded())
                .extracting(ExcludedPicture::reason)
                .allMatch(r -> r.startsWith("cannot be read"));
        assertThat(snapshot.coverage()).isEqualTo(new Coverage.SameCamera(false));
        assertThat(take("s=" + folder.resolve("labels.csv")).hash()).isEqualTo(snapshot.hash());
    }

    @Test
    void shouldTakeNumbersInAListForPeopleAndWordsForNobody() throws IOException {
        for (int i = 1; i <= 4; i++) {
            Pictures.write(folder, i + ".jpg", Pictures.jpeg(i));
        }
        Files.writeString(
                folder.resolve("labels.csv"),
                "path,identity,camera\n1.jpg,0,c1\n2.jpg,-1,c1\n3.jpg,(distractor),c1\n4.jpg,(junk),c1\n");

        Snapshot snapshot = take("s=" + folder);

        assertThat(snapshot.identities()).containsExactly("s/-1", "s/0");
        assertThat(snapshot.crops())
                .filteredOn(Crop::isDistractor)
                .extracting(Crop::name)
                .containsExactly("3.jpg");
        assertThat(snapshot.excluded()).extracting(ExcludedPicture::reason).containsExactly("junk (identity (junk))");
    }

    @Test
    void shouldRefuseAnAlteredSnapshot() {
        Crop crop = Pictures.crop("site/anna", "1", "1.jpg");
        Snapshot snapshot = Snapshot.of("s", List.of(crop), Constraints.complete(), List.of());
        assertThatThrownBy(() -> new Snapshot(
                        "s",
                        snapshot.hash(),
                        List.of(Pictures.crop("site/ben", "1", "1.jpg")),
                        Constraints.complete(),
                        List.of()))
                .hasMessageContaining("should have the hash " + snapshot.hash());
        assertThatThrownBy(() -> Snapshot.of("s", List.of(crop, crop), Constraints.complete(), List.of()))
                .hasMessageContaining("two pictures named site/1.jpg");
    }

    @Test
    void shouldNameWhatAFolderHoldsAndNobodyReads() throws IOException {
        for (int person = 1; person < 3; person++) {
            for (int k = 0; k < 6; k++) {
                Pictures.write(folder, "000" + person + "_0" + k + ".jpg", Pictures.jpeg(10 * person + k));
            }
        }
        Pictures.write(folder, "0003_00.webp", new byte[] {1});
        Pictures.write(folder, "0001_06.jpg", new byte[] {1, 2, 3});
        Pictures.write(folder, "group.jpg", Pictures.jpeg(99));

        Snapshot snapshot = Snapshots.take("drawn", List.of(new DataSource("yard", folder, Optional.empty())));

        assertThat(snapshot.problems())
                .extracting(Problem::kind, Problem::count)
                .containsExactly(
                        tuple("pictures-unreadable", 1L), tuple("pictures-format", 1L), tuple("pictures-name", 1L));
        assertThat(snapshot.problems().get(1).what()).contains("0003_00.webp");
    }

    @Test
    void shouldRefuseAPictureThatSaysItIsHugeBeforeDecodingIt() throws IOException {
        byte[] png = Pictures.encoded(1, "png");
        ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);

        assertThat(PictureCheck.fault(png))
                .hasValueSatisfying(why -> assertThat(why).contains("the picture is 100000x100000"));
    }

    @Test
    void shouldReadThePublicDataSets() throws IOException {
        Snapshot pku = take("pku=" + TestData.require("reid/pku62"));
        assertThat(pku.crops()).hasSize(992);
        assertThat(pku.identities()).hasSize(62);
        assertThat(pku.excluded()).isEmpty();
        Snapshot ilids = take("ilids=" + TestData.require("reid/ilids-sequences-10"));
        assertThat(ilids.crops())
                .hasSize(1921)
                .allMatch(c -> c.time().isPresent() && !c.tracklet().isEmpty());
        assertThat(ilids.coverage()).isEqualTo(new Coverage.CrossCamera(10));
    }

    private static Snapshot take(String... sources) throws IOException {
        return Snapshots.take(
                "test",
                Arrays.stream(sources)
                        .map(s -> DataSource.parse(s, Optional.empty()))
                        .toList());
    }
}
