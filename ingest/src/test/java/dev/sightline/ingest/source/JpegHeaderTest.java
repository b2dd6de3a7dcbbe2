package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.ingest.NumberedPictures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JpegHeaderTest {
    @Test
    void shouldReadSizeAndTables() {
        assertThat(JpegHeader.of(NumberedPictures.jpeg(1)))
                .contains(new JpegHeader(NumberedPictures.WIDTH, NumberedPictures.HEIGHT, true));
    }

    @Test
    void shouldNotMistakeOtherBytesForAJpeg() {
        assertThat(JpegHeader.of(new byte[0])).isEmpty();
        assertThat(JpegHeader.of(NumberedPictures.encoded(1, "png"))).isEmpty();
        assertThat(JpegHeader.of(Arrays.copyOf(NumberedPictures.jpeg(1), 100))).isEmpty();
    }

    @Test
    void shouldSurviveAnyBytes() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = NumberedPictures.jpeg(1);
            byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            for (int i = 0; i < 20 && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(JpegHeader.of(damaged)).as("seed %d", seed).isNotNull();
        }
    }
}
