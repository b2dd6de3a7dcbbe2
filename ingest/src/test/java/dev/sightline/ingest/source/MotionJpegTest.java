package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.ingest.NumberedPictures;
import dev.sightline.platform.picture.BrokenPicture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionJpegTest {
    private static final byte[] ONE = NumberedPictures.jpeg(1);
    private static final byte[] TWO = NumberedPictures.jpeg(2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: N\r\n\r\nJPEG\r\n",
                "Content-Type: image/jpeg\r\nContent-Length: N\r\n\r\nJPEG\r\n--frame\r\n",
                "--frame\r\nContent-Type: image/jpeg\r\n\r\nJPEG\r\n",
                "--frame\nContent-length: 5\n\nJPEG",
                "JPEG"
            })
    void shouldFindPicturesWhateverStandsBetweenThem(String part) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] jpeg : new byte[][] {ONE, TWO, ONE}) {
            String[] around = part.replace("N", "" + jpeg.length).split("JPEG", -1);
            out.write(around[0].getBytes(StandardCharsets.US_ASCII));
            out.write(jpeg);
            out.write(around[1].getBytes(StandardCharsets.US_ASCII));
        }
        MotionJpeg stream = of(out.toByteArray());

        assertThat(stream.next()).hasValue(ONE);
        assertThat(stream.next()).hasValue(TWO);
        assertThat(stream.next()).hasValue(ONE);
        assertThat(stream.next()).isEmpty();
    }

    @Test
    void shouldGoOnAfterACutPicture() throws Exception {
        MotionJpeg stream = of(joined(Arrays.copyOf(ONE, ONE.length - 100), TWO));

        assertThatThrownBy(stream::next)
                .isInstanceOfSatisfying(
                        BrokenPicture.class, e -> assertThat(e.kind()).isEqualTo("image-truncated"));
        assertThat(stream.next()).hasValue(TWO);
    }

    @Test
    void shouldSayThatAStreamHoldsNoPictures() {
        assertThatThrownBy(of(new byte[2 << 20])::next)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no JPEG in 1048576 bytes");
    }

    @Test
    void shouldComeToAnEndOverAnyBytes() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] bytes = joined(ONE, TWO);
            for (int i = 0; i < 20; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            MotionJpeg stream = of(bytes);
            int rounds = 0;
            for (boolean more = true; more; rounds++) {
                try {
                    Optional<byte[]> next = stream.next();
                    more = next.isPresent();
                } catch (BrokenPicture e) {
                    more = true;
                }
                assertThat(rounds).as("seed %d", seed).isLessThan(bytes.length);
            }
        }
    }

    private static MotionJpeg of(byte[] bytes) {
        return new MotionJpeg(new ByteArrayInputStream(bytes));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
