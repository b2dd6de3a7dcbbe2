package dev.sightline.matcher.link.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    @Test
    void shouldWordNumbersAsFormatsDo() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(10) - 4);

            assertThat(Decimals.three(value)).isEqualTo(String.format(Locale.ROOT, "%.3f", value));
            assertThat(Decimals.one(value)).isEqualTo(String.format(Locale.ROOT, "%.1f", value));
            assertThat(Decimals.none(value)).isEqualTo(String.format(Locale.ROOT, "%.0f", value));
        }
    }

    @Test
    void shouldWordWhatIsGreatOrNoNumber() {
        assertThat(Decimals.one(3e12)).isEqualTo("3000000000000.0");
        assertThat(Decimals.one(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(Decimals.three(Double.NaN)).isEqualTo("NaN");
        assertThat(Decimals.three(-0.0001)).isEqualTo("-0.000");
        assertThat(Decimals.three(0)).isEqualTo("0.000");
    }
}
