package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisFilterTest {
    @Test
    void shouldAgreeWithTheMeanOfRepeatedMeasurements() {
        double noise = 4;
        AxisFilter filter = AxisFilter.first(10, noise, 0);
        double sum = 10;
        Random random = new Random(7);
        for (int n = 2; n <= 50; n++) {
            double measured = 10 + random.nextGaussian() * 2;
            sum += measured;
            filter = filter.update(measured, noise);

            assertThat(filter.position()).isCloseTo(sum / n, offset(1e-9));
            assertThat(filter.pp()).isCloseTo(noise / n, offset(1e-9));
        }
    }

    @Test
    void shouldAgreeWithTheStraightLineThroughTwoPoints() {
        // Velocity prior so wide and memory so long that only the two measurements speak: least squares is the line.
        AxisFilter filter =
                AxisFilter.first(100, 1, 1e4).predict(Drift.over(2, 1e-9, 1e9)).update(130, 1);

        AxisFilter line = new AxisFilter(100, 0, 1, 0, 1e8);
        double spread = line.pp() + 4 * line.vv();
        assertThat(filter.velocity()).isCloseTo(30 * 2 * 1e8 / (spread + 1), offset(1e-6));
        assertThat(filter.velocity()).isCloseTo(15, offset(1e-3));
        assertThat(filter.position()).isCloseTo(130, offset(1e-3));
    }

    @Test
    void shouldKeepAValidCovariance() {
        Random random = new Random(3);
        AxisFilter filter = AxisFilter.first(0, 9, 40);
        for (int i = 0; i < 1000; i++) {
            filter =
                    filter.predict(Drift.over(random.nextDouble() * 2, 40, 1.5)).update(random.nextGaussian() * 100, 9);

            assertThat(filter.pp()).isPositive();
            assertThat(filter.pp() * filter.vv()).isGreaterThan(filter.pv() * filter.pv());
        }
    }
}
