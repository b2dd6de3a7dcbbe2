package dev.sightline.contracts.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateIntervalTest {

    @Test
    void shouldEqualTheTablesOfClopperAndPearson() {
        RateInterval two = RateInterval.ofCount(2, 10, .95);

        assertThat(two.low()).isCloseTo(.025210726, within(1e-8));
        assertThat(two.high()).isCloseTo(.556095462, within(1e-8));
    }

    @Test
    void shouldReachTheEndsWithNoneAndAll() {
        assertThat(RateInterval.ofCount(0, 1_000, .95).low()).isZero();
        assertThat(RateInterval.ofCount(0, 1_000, .95).high()).isCloseTo(1 - Math.pow(.025, 1e-3), within(1e-10));
        assertThat(RateInterval.ofCount(7, 7, .9).high()).isEqualTo(1);
        assertThat(RateInterval.ofCount(7, 7, .9).low()).isCloseTo(Math.pow(.05, 1.0 / 7), within(1e-10));
    }

    @Test
    void shouldBeTheTailsOfTheBinomial() {
        int n = 40;
        for (int k = 1; k < n; k += 3) {
            RateInterval interval = RateInterval.ofCount(k, n, .9);
            assertThat(atLeast(k, n, interval.low())).isCloseTo(.05, within(1e-9));
            assertThat(1 - atLeast(k + 1, n, interval.high())).isCloseTo(.05, within(1e-9));
        }
    }

    @Test
    void shouldStayExactForMillionsOfTrials() {
        RateInterval interval = RateInterval.ofCount(1_000, 10_000_000, .95);

        assertThat(interval.low()).isCloseTo(9.3897e-5, within(1e-8));
        assertThat(interval.high()).isCloseTo(1.06395e-4, within(1e-8));
    }

    @Test
    void shouldRefuseWhatIsNoRate() {
        assertThatThrownBy(() -> RateInterval.ofCount(3, 2, .95)).hasMessageContaining("events <= trials");
        assertThatThrownBy(() -> RateInterval.ofCount(0, 0, .95)).hasMessageContaining("at least one trial");
        assertThatThrownBy(() -> RateInterval.ofCount(0, 5, 1)).hasMessageContaining("confidence");
        assertThatThrownBy(() -> new RateInterval(.5, .4, .95)).hasMessageContaining("low <= high");
    }

    private static double atLeast(int k, int n, double p) {
        double sum = 0;
        for (int i = k; i <= n; i++) {
            double choose = 1;
            for (int j = 1; j <= i; j++) {
                choose = choose * (n - i + j) / j;
            }
            sum += choose * Math.pow(p, i) * Math.pow(1 - p, n - i);
        }
        return sum;
    }
}
