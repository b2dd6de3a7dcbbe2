package dev.sightline.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteDotTest {
    private static final int[] DIMENSIONS = {1, 15, 31, 32, 64, 100, 256, 511, 512, 4_096};

    @Test
    void shouldGiveTheSameInPlainJavaAndInRegisters() {
        for (int dimension : DIMENSIONS) {
            SplittableRandom random = new SplittableRandom(dimension);
            byte[] probe = bytes(random, dimension);
            byte[] rows = bytes(random, 3 * dimension);
            for (int from : new int[] {0, dimension, 2 * dimension}) {
                int exact = 0;
                for (int i = 0; i < dimension; i++) {
                    exact += probe[i] * rows[from + i];
                }

                assertThat(new PlainByteDot(probe).of(rows, from)).isEqualTo(exact);
                assertThat(new SimdByteDot(probe).of(rows, from))
                        .as("%d values from %d", dimension, from)
                        .isEqualTo(exact);
            }
        }
    }

    @Test
    void shouldNotOverflowWithTheGreatestValues() {
        byte[] greatest = new byte[4_096];
        Arrays.fill(greatest, (byte) 127);
        byte[] least = new byte[4_096];
        Arrays.fill(least, (byte) -128);

        assertThat(new SimdByteDot(greatest).of(least, 0)).isEqualTo(-4_096 * 127 * 128);
        assertThat(new SimdByteDot(least).of(least, 0)).isEqualTo(4_096 * 128 * 128);
        assertThat(new PlainByteDot(least).of(greatest, 0)).isEqualTo(-4_096 * 127 * 128);
    }

    @Test
    void shouldTakeRegistersWhereTheyAreWide() {
        assertThat(ByteDot.fastest(new byte[8]))
                .as("tests run with the vector module")
                .isInstanceOf(SimdByteDot.isFast() ? SimdByteDot.class : PlainByteDot.class);
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
