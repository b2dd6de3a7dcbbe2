package dev.sightline.platform.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StabilityBinsTest {
    private final double[] reference =
            IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();
    private final StabilityBins bins = new StabilityBins(reference, 4);

    @Test
    void shouldFindTheReferenceWhereItIs() {
        int[] counts = bins.counts(reference);

        assertThat(counts).containsExactly(25, 25, 25, 25);
        assertThat(bins.psi(counts)).isZero();
        assertThat(bins.ks(counts)).isZero();
    }

    @Test
    void shouldMeasureHowFarAnotherSampleIs() {
        // Shares .5, .5, 0 (counted as .0001), 0 against .25 each.
        int[] counts = {10, 10, 0, 0};

        double expected = 2 * .25 * Math.log(2) + 2 * (.0001 - .25) * Math.log(.0001 / .25);
        assertThat(bins.psi(counts)).isCloseTo(expected, within(1e-12));
        assertThat(bins.ks(counts)).isCloseTo(.5, within(1e-12));
    }

    @Test
    void shouldPutNumbersBeyondTheReferenceIntoTheOuterBins() {
        assertThat(bins.bin(-9)).isZero();
        assertThat(bins.bin(9)).isEqualTo(3);
    }

    @Test
    void shouldRefuseMoreBinsThanNumbers() {
        assertThatThrownBy(() -> new StabilityBins(new double[3], 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 bins of 3 numbers");
    }
}
