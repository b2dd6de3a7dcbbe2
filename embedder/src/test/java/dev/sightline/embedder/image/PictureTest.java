package dev.sightline.embedder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.embedder.Samples;
import dev.sightline.platform.picture.BrokenPicture;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static final byte[] JPEG = Samples.jpeg(64, 48, 1);
    /** APP1 with an EXIF directory of one entry: orientation 6, a quarter turn clockwise. */
    private static final byte[] QUARTER_TURN = HexFormat.of()
            .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                    + "00000000");

    @Test
    void shouldBringAPictureUpright() throws BrokenPicture {
        byte[] turned = ByteBuffer.allocate(JPEG.length + QUARTER_TURN.length)
                .put(JPEG, 0, 2)
                .put(QUARTER_TURN)
                .put(JPEG, 2, JPEG.length - 2)
                .array();

        try (Picture upright = Picture.decode(turned, 10_000);
                Picture stored = Picture.decode(JPEG, 10_000)) {
            assertThat(stored.width()).isEqualTo(64);
            assertThat(upright.width()).isEqualTo(48);
            assertThat(upright.height()).isEqualTo(64);
        }
    }

    @Test
    void shouldRefuseAHugePictureFromItsHeaderWithoutDecoding() {
        byte[] huge = JPEG.clone();
        int frameHeader = frameHeader(huge);
        huge[frameHeader + 5] = 0x27; // 10,000 rows
        huge[frameHeader + 6] = 0x10;
        huge[frameHeader + 7] = 0x27; // 10,000 columns
        huge[frameHeader + 8] = 0x10;

        assertThatThrownBy(() -> Picture.decode(huge, 34_000_000)).isInstanceOfSatisfying(BrokenPicture.class, e -> {
            assertThat(e.kind()).isEqualTo("image-too-large");
            assertThat(e.reason()).contains("10000x10000", "100000000", "34000000");
        });
    }

    @Test
    void shouldRefuseFormatsThatCamerasDoNotSend() {
        byte[] bitmap = Arrays.copyOf(new byte[] {'B', 'M'}, 60);
        bitmap[14] = 40;
        bitmap[18] = 1;
        bitmap[22] = 1;

        assertThatThrownBy(() -> Picture.decode(bitmap, 100))
                .isInstanceOfSatisfying(
                        BrokenPicture.class, e -> assertThat(e.kind()).isEqualTo("image-format"));
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
