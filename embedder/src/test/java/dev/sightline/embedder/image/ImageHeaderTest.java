package dev.sightline.embedder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.embedder.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageHeaderTest {
    private static final byte[] JPEG = Samples.jpeg(64, 48, 1);

    @Test
    void shouldReadTheSizeOfAJpeg() throws BrokenImage {
        assertThat(ImageHeader.read(JPEG)).isEqualTo(new ImageHeader(64, 48));
    }

    @Test
    void shouldReadTheSizeOfAGreyMap() throws BrokenImage {
        byte[] pgm = Arrays.copyOf("P5\n# made\n3 2\n255\n".getBytes(StandardCharsets.US_ASCII), 24);

        assertThat(ImageHeader.read(pgm)).isEqualTo(new ImageHeader(3, 2));
    }

    @Test
    void shouldRefuseEveryCutOfAJpeg() {
        for (int length = 4; length < JPEG.length; length++) {
            byte[] cut = Arrays.copyOf(JPEG, length);
            assertThatThrownBy(() -> ImageHeader.read(cut))
                    .as("%d of %d bytes", length, JPEG.length)
                    .isInstanceOfSatisfying(
                            BrokenImage.class, e -> assertThat(e.kind()).isEqualTo("image-truncated"));
        }
    }

    @Test
    void shouldRefuseNothingAndNoise() {
        byte[] noise = new byte[500];
        new Random(7).nextBytes(noise);

        assertThatThrownBy(() -> ImageHeader.read(new byte[0]))
                .isInstanceOfSatisfying(
                        BrokenImage.class, e -> assertThat(e.kind()).isEqualTo("image-empty"));
        assertThatThrownBy(() -> ImageHeader.read(noise))
                .isInstanceOfSatisfying(
                        BrokenImage.class, e -> assertThat(e.kind()).isEqualTo("image-format"));
    }

    @Test
    void shouldRefuseAHugePictureFromItsHeaderWithoutDecoding() {
        byte[] huge = JPEG.clone();
        int frameHeader = frameHeader(huge);
        huge[frameHeader + 5] = 0x27; // 10,000 rows
        huge[frameHeader + 6] = 0x10;
        huge[frameHeader + 7] = 0x27; // 10,000 columns
        huge[frameHeader + 8] = 0x10;

        assertThatThrownBy(() -> Picture.decode(huge, 34_000_000)).isInstanceOfSatisfying(BrokenImage.class, e -> {
            assertThat(e.kind()).isEqualTo("image-too-large");
            assertThat(e.reason()).contains("10000x10000", "100000000", "34000000");
        });
    }

    private static int frameHeader(byte[] jpeg) {
        for (int i = 2; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                return i;
            }
        }
        throw new AssertionError("no frame header");
    }
}
