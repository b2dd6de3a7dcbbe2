package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class BoxFilterTest {
    private static final MotionPolicy POLICY = MotionPolicy.defaults();

    @Test
    void shouldFollowASteadyWalk() {
        BoxFilter filter = BoxFilter.first(new Rect(0, 200, 40, 100), POLICY);
        for (int i = 1; i <= 20; i++) {
            filter = filter.predict(0.1, POLICY).update(new Rect(5.0 * i, 200, 40, 100), 1, POLICY);
        }

        Rect ahead = filter.predict(0.5, POLICY).box();

        assertThat(ahead.x()).isBetween(118.0, 126.0);
        assertThat(ahead.y()).isCloseTo(200, offset(0.1));
        assertThat(ahead.height()).isCloseTo(100, offset(0.1));
    }

    @Test
    void shouldMeasureDistanceInHeights() {
        BoxFilter near = BoxFilter.first(new Rect(0, 0, 80, 200), POLICY);
        BoxFilter far = BoxFilter.first(new Rect(0, 0, 20, 50), POLICY);

        assertThat(near.distance(new Rect(40, 0, 80, 200), POLICY))
                .isCloseTo(far.distance(new Rect(10, 0, 20, 50), POLICY), offset(1e-9));
        assertThat(near.distance(near.box(), POLICY)).isZero();
    }

    @Test
    void shouldGiveALikelihoodThatIntegratesToOne() {
        MotionPolicy oneTail = new MotionPolicy(0.05, 0.08, 4, 0.6, 0.15, 2, 3);
        BoxFilter filter = BoxFilter.first(new Rect(0, 0, 40, 100), oneTail);
        double positionSpread = Math.sqrt(2) * 5;
        double sizeSpread = Math.sqrt(2) * 8;

        // Radial integral in whitened coordinates: the surface of the 3-sphere is 2 pi^2 r^3.
        double total = 0;
        double step = 0.01;
        for (double r = step / 2; r < 400; r += step) {
            double density = Math.exp(filter.logLikelihood(new Rect(r * positionSpread, 0, 40, 100), oneTail));
            total += density * 2 * Math.PI * Math.PI * r * r * r * step;
        }
        total *= positionSpread * positionSpread * sizeSpread * sizeSpread;

        assertThat(total).isCloseTo(1, offset(0.01));
    }

    @Test
    void shouldNeverPredictABoxWithoutSize() {
        BoxFilter shrinking = BoxFilter.first(new Rect(0, 0, 40, 100), POLICY);
        for (int i = 1; i <= 5; i++) {
            shrinking = shrinking.predict(0.5, POLICY).update(new Rect(0, 0, 40 - 7 * i, 100 - 19 * i), 1, POLICY);
        }

        Rect later = shrinking.predict(30, POLICY).box();

        assertThat(later.width()).isGreaterThanOrEqualTo(1);
        assertThat(later.height()).isGreaterThanOrEqualTo(1);
    }
}
