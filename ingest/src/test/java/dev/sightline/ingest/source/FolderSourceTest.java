package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.ingest.NumberedPictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadPicturesInNameOrderTenASecond() throws Exception {
        NumberedPictures.folder(folder, 12);
        Files.writeString(folder.resolve("notes.txt"), "no picture");

        List<Seen> seen = Seen.all(spec(), SourceOptions.defaults());

        assertThat(seen).extracting(Seen::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(seen.get(11).stamp().sequence()).isEqualTo(12);
        assertThat(seen.get(11).stamp().captureTimeUs()).isEqualTo(Timeline.DEFAULT_START_US + 1_100_000);
        assertThat(seen.get(2).jpeg()).isEqualTo(Files.readAllBytes(folder.resolve("0003.jpg")));
    }

    @Test
    void shouldDecodeOtherFormats() throws Exception {
        Files.write(folder.resolve("a.png"), NumberedPictures.encoded(5, "png"));
        Files.write(folder.resolve("b.BMP"), NumberedPictures.encoded(6, "bmp"));

        List<Seen> seen = Seen.all(spec(), SourceOptions.defaults());

        assertThat(seen).extracting(Seen::number).containsExactly(5, 6);
        assertThat(seen).extracting(s -> NumberedPictures.number(s.jpeg())).containsExactly(5, 6);
    }

    @Test
    void shouldTakePicturesOfAnySize() throws Exception {
        int[][] sizes = {{40, 90}, {41, 120}, {1, 1}};
        for (int[] size : sizes) {
            BufferedImage crop = new BufferedImage(size[0], size[1], BufferedImage.TYPE_3BYTE_BGR);
            ImageIO.write(crop, "jpg", folder.resolve(size[0] + ".jpg").toFile());
        }
        List<String> seen = new ArrayList<>();
        try (FrameSource source = FrameSource.open(spec(), SourceOptions.defaults())) {
            while (source.next() instanceof Grab.Taken taken) {
                seen.add(taken.picture().width() + "x" + taken.picture().height());
            }
        }
        assertThat(seen).containsExactly("1x1", "40x90", "41x120");
    }

    @Test
    void shouldFollowTimestamps() throws Exception {
        NumberedPictures.folder(folder, 3);
        timestamps("file,time", "0002.jpg,1700000000.25", "0001.jpg,2023-11-14T22:13:21Z", "", "0003.jpg, 1700000009");

        List<Seen> seen = Seen.all(spec(), SourceOptions.defaults());

        assertThat(seen).extracting(Seen::number).containsExactly(2, 1, 3);
        assertThat(seen)
                .extracting(s -> s.stamp().captureTimeUs())
                .containsExactly(1_700_000_000_250_000L, 1_700_000_001_000_000L, 1_700_000_009_000_000L);
    }

    @Test
    void shouldMoveTimestampsToAGivenStart() throws Exception {
        NumberedPictures.folder(folder, 2);
        timestamps("0001.jpg,1700000000", "0002.jpg,1700000003");

        List<Seen> seen = Seen.all(spec(), SourceOptions.defaults().withStartTimeUs(5_000_000));

        assertThat(seen).extracting(s -> s.stamp().captureTimeUs()).containsExactly(5_000_000L, 8_000_000L);
    }

    @Test
    void shouldSayWhichLineOfTheTimestampsIsWrong() throws Exception {
        NumberedPictures.folder(folder, 2);
        timestamps("0001.jpg,yesterday");
        assertUnavailable("timestamps.csv:1: time is 'yesterday'; allowed: seconds since 1970");
        timestamps("0001.jpg,1700000000");
        assertUnavailable("has no line for 0002.jpg");
    }

    @Test
    void shouldHandOnBrokenPicturesAsTheyAre() throws Exception {
        NumberedPictures.folder(folder, 2);
        byte[] noise = {9, 8, 7};
        Files.write(folder.resolve("0001a.jpg"), noise);
        Files.write(folder.resolve("0001b.jpg"), new byte[0]);
        byte[] truncated = Arrays.copyOf(NumberedPictures.jpeg(1), 700);
        Files.write(folder.resolve("0001c.jpg"), truncated);

        try (FrameSource source = FrameSource.open(spec(), SourceOptions.defaults())) {
            assertThat(source.next()).isInstanceOf(Grab.Taken.class);
            assertThat(((Grab.Unreadable) source.next()).raw()).isEqualTo(noise);
            assertThat(((Grab.Unreadable) source.next()).raw()).isEmpty();
            assertThat(((Grab.Unreadable) source.next()).raw()).isEqualTo(truncated);
            assertThat(source.next()).isInstanceOf(Grab.Taken.class);
            assertThat(source.next()).isEqualTo(new Grab.Ended());
            assertThat(source.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Finding.UNREADABLE_PICTURE);
                assertThat(finding.count()).isEqualTo(3);
                assertThat(finding.what()).contains("3 of 5 files", "0001a.jpg, 0001b.jpg, 0001c.jpg");
            });
        }
    }

    @Test
    void shouldFollowTheOrderOfNumbers() throws Exception {
        for (int number : new int[] {1, 2, 10, 11}) {
            Files.write(folder.resolve("img" + number + ".jpg"), NumberedPictures.jpeg(number));
        }

        assertThat(Seen.all(spec(), SourceOptions.defaults()))
                .extracting(Seen::number)
                .containsExactly(1, 2, 10, 11);
    }

    @Test
    void shouldBringPicturesUpright() throws Exception {
        byte[] upright = NumberedPictures.jpeg(5);
        // APP1 with an EXIF directory of one entry: orientation 6, a quarter turn clockwise.
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                        + "00000000");
        Files.write(
                folder.resolve("1.jpg"),
                ByteBuffer.allocate(upright.length + exif.length)
                        .put(upright, 0, 2)
                        .put(exif)
                        .put(upright, 2, upright.length - 2)
                        .array());

        try (FrameSource source = FrameSource.open(spec(), SourceOptions.defaults())) {
            Picture picture = ((Grab.Taken) source.next()).picture();
            BufferedImage sent = ImageIO.read(new ByteArrayInputStream(picture.jpeg(90)));

            assertThat(picture.width()).isEqualTo(NumberedPictures.HEIGHT);
            assertThat(picture.height()).isEqualTo(NumberedPictures.WIDTH);
            assertThat(sent.getWidth()).as("consumers see raw pixels").isEqualTo(NumberedPictures.HEIGHT);
            // The upper row of blocks, 40 pixels from the top, has become a column 40 pixels from the right.
            assertThat(sent.getRGB(NumberedPictures.HEIGHT - 40, 8) & 0xFF)
                    .as("bit 0 is white")
                    .isGreaterThan(127);
            assertThat(sent.getRGB(NumberedPictures.HEIGHT - 40, 24) & 0xFF)
                    .as("bit 1 is black")
                    .isLessThan(127);
        }
    }

    @Test
    void shouldRefuseAPictureAboveTheBoundWithoutDecodingIt() throws Exception {
        NumberedPictures.folder(folder, 1);
        Files.write(folder.resolve("2.png"), NumberedPictures.encoded(2, "png"));

        try (FrameSource source =
                FrameSource.open(spec(), SourceOptions.defaults().withMaxPixels(160 * 120 - 1))) {
            assertThat(((Grab.Unreadable) source.next()).reason()).contains("160x120", "19200", "19199");
            assertThat(((Grab.Unreadable) source.next()).reason()).contains("2.png", "160x120");
        }
    }

    @Test
    void shouldNamePicturesOfFormatsThatAreNotRead() throws Exception {
        NumberedPictures.folder(folder, 1);
        Files.writeString(folder.resolve("IMG_1.HEIC"), "phone");
        Files.writeString(folder.resolve("notes.txt"), "no picture");

        try (FrameSource source = FrameSource.open(spec(), SourceOptions.defaults())) {
            source.next();
            assertThat(source.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Finding.SKIPPED_FILES);
                assertThat(finding.what()).contains("IMG_1.HEIC").doesNotContain("notes");
            });
        }
    }

    @Test
    void shouldRefuseAFolderWithoutPictures() {
        assertUnavailable("has no pictures");
    }

    private void assertUnavailable(String message) {
        assertThatThrownBy(() -> FrameSource.open(spec(), SourceOptions.defaults()))
                .isInstanceOf(SourceUnavailable.class)
                .hasMessageContaining(message);
    }

    private void timestamps(String... lines) throws IOException {
        Files.write(folder.resolve("timestamps.csv"), List.of(lines));
    }

    private SourceSpec spec() {
        return SourceSpec.parse(folder.toString());
    }
}
