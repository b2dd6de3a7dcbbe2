package dev.sightline.platform.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureHeaderTest {
    private static final byte[] JPEG = Pictures.encoded(64, 48, "jpg");

    @ParameterizedTest
    @CsvSource({"jpg,JPEG", "png,PNG", "bmp,BMP", "tif,TIFF"})
    void shouldReadTheSizeOfEveryFormat(String format, PictureFormat expected) throws Exception {
        PictureHeader header = PictureHeader.read(Pictures.encoded(64, 48, format));

        assertThat(header).isEqualTo(new PictureHeader(expected, 64, 48, 1, true));
    }

    @Test
    void shouldReadNetpbmWithComments() throws Exception {
        byte[] pgm = Arrays.copyOf("P5\n# made\n3 2\n255\n".getBytes(StandardCharsets.US_ASCII), 24);

        assertThat(PictureHeader.read(pgm)).isEqualTo(PictureHeader.of(PictureFormat.NETPBM, 3, 2));
        assertKind("image-truncated", Arrays.copyOf(pgm, 23));
    }

    @Test
    void shouldReadTheThreeFormsOfWebp() throws Exception {
        // Heads only, by RFC 9649: lossy 64x48, lossless 64x48, extended 64x48.
        String lossy =
                "52494646" + "00000000" + "57454250" + "56503820" + "00000000" + "000000" + "9d012a" + "40003000";
        String lossless = "52494646" + "00000000" + "57454250" + "5650384c" + "00000000" + "2f" + "3fc00b00";
        String extended =
                "52494646" + "00000000" + "57454250" + "56503858" + "0a000000" + "00000000" + "3f0000" + "2f0000";

        for (String form : new String[] {lossy, lossless, extended}) {
            assertThat(PictureHeader.read(HexFormat.of().parseHex(form)))
                    .isEqualTo(PictureHeader.of(PictureFormat.WEBP, 64, 48));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,64,48", "3,64,48", "6,48,64", "8,48,64", "0,64,48", "9,64,48"})
    void shouldSayHowAPictureStandsUpright(int orientation, int width, int height) throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            PictureHeader header = PictureHeader.read(Pictures.oriented(JPEG, orientation, order));

            assertThat(header.width()).isEqualTo(64);
            assertThat(header.uprightWidth()).isEqualTo(width);
            assertThat(header.uprightHeight()).isEqualTo(height);
            assertThat(header.turned()).isEqualTo(orientation > 1 && orientation < 9);
        }
    }

    @Test
    void shouldRefuseEveryCutOfAJpeg() {
        for (int length = 4; length < JPEG.length; length++) {
            assertKind("image-truncated", Arrays.copyOf(JPEG, length));
        }
    }

    @Test
    void shouldRefuseACutPng() {
        byte[] png = Pictures.encoded(64, 48, "png");

        assertKind("image-truncated", Arrays.copyOf(png, png.length - 20));
    }

    @Test
    void shouldRefuseNothingAndNoise() {
        byte[] noise = new byte[500];
        new Random(7).nextBytes(noise);

        assertKind("image-empty", new byte[0]);
        assertKind("image-format", noise);
    }

    @Test
    void shouldSurviveAnyBytes() {
        for (String format : new String[] {"jpg", "png", "bmp", "tif"}) {
            byte[] whole = Pictures.encoded(64, 48, format);
            for (long seed = 0; seed < 1000; seed++) {
                Random random = new Random(seed);
                byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
                for (int i = 0; i < 20 && damaged.length > 0; i++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                assertThat(readable(damaged)).as("%s seed %d", format, seed).isIn(true, false);
            }
        }
    }

    @Test
    void shouldRefuseAHugePictureFromItsHeader() throws Exception {
        PictureHeader huge = PictureHeader.of(PictureFormat.PNG, Integer.MAX_VALUE, Integer.MAX_VALUE);

        assertThatThrownBy(() -> huge.within(PictureHeader.LARGEST))
                .isInstanceOfSatisfying(
                        BrokenPicture.class, e -> assertThat(e.kind()).isEqualTo("image-too-large"))
                .hasMessageContaining("2147483647x2147483647")
                .hasMessageContaining("100000000");
        assertThat(PictureHeader.read(JPEG).within(64 * 48).pixels()).isEqualTo(64 * 48);
    }

    private static boolean readable(byte[] bytes) {
        try {
            PictureHeader.read(bytes);
            return true;
        } catch (BrokenPicture e) {
            return false;
        }
    }

    private static void assertKind(String kind, byte[] bytes) {
        assertThatThrownBy(() -> PictureHeader.read(bytes))
                .as("%d bytes", bytes.length)
                .isInstanceOfSatisfying(
                        BrokenPicture.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
