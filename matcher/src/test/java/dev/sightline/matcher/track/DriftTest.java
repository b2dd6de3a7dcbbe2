package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {
    @Test
    void shouldPredictTheSameInOneStepAsInMany() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            double first = random.nextDouble() * 3;
            double second = random.nextDouble() * 3;
            AxisFilter start = new AxisFilter(100, random.nextGaussian() * 50, 9, 4, 100);

            AxisFilter twice = start.predict(Drift.over(first, 60, 2)).predict(Drift.over(second, 60, 2));
            AxisFilter once = start.predict(Drift.over(first + second, 60, 2));

            assertThat(twice.position()).isCloseTo(once.position(), offset(1e-9));
            assertThat(twice.velocity()).isCloseTo(once.velocity(), offset(1e-9));
            assertThat(twice.pp()).isCloseTo(once.pp(), offset(1e-7));
            assertThat(twice.pv()).isCloseTo(once.pv(), offset(1e-7));
            assertThat(twice.vv()).isCloseTo(once.vv(), offset(1e-7));
        }
    }

    @Test
    void shouldChangeNothingInNoTime() {
        assertThat(Drift.over(0, 60, 2)).isEqualTo(new Drift(0, 1, 0, 0, 0));
    }

    @Test
    void shouldForgetTheVelocityButKeepItsSpread() {
        AxisFilter later = new AxisFilter(0, 80, 0, 0, 0).predict(Drift.over(100, 60, 2));

        assertThat(later.position()).isCloseTo(160, offset(1e-6));
        assertThat(later.velocity()).isCloseTo(0, offset(1e-6));
        assertThat(later.vv()).isCloseTo(3600, offset(1e-6));
    }

    @Test
    void shouldSpreadWithTheSquareRootOfALongTime() {
        double variance = Drift.over(1000, 60, 2).positionNoise();

        // A random walk: 2 * speed^2 * memory * time, less what the first moments lack.
        assertThat(variance / (2 * 3600 * 2 * 1000)).isCloseTo(1, offset(0.01));
    }
}
