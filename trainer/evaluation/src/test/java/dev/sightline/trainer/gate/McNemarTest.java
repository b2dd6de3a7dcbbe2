package dev.sightline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class McNemarTest {

    @Test
    void shouldBeTheExactBinomialTest() {
        // (1 + 12 + 66) / 4096 on either side.
        assertThat(new McNemar(10, 2).p()).isCloseTo(2 * 79 / 4096.0, within(1e-15));
        assertThat(new McNemar(2, 10).p()).isCloseTo(2 * 79 / 4096.0, within(1e-15));
        assertThat(new McNemar(10, 2).pOfLoss()).isCloseTo(79 / 4096.0, within(1e-15));
        assertThat(new McNemar(2, 10).pOfLoss()).isGreaterThan(.99);
        assertThat(new McNemar(3, 3).p()).isEqualTo(1);
        assertThat(new McNemar(0, 0).p()).isEqualTo(1);
    }

    @Test
    void shouldAgreeWithWholeNumbersForManyQueries() {
        int lost = 620;
        int gained = 540;
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = BigInteger.ONE;
        for (int k = 0; k <= gained; k++) {
            sum = sum.add(term);
            term = term.multiply(BigInteger.valueOf(lost + gained - k)).divide(BigInteger.valueOf(k + 1));
        }
        double exact = new java.math.BigDecimal(sum)
                .divide(new java.math.BigDecimal(BigInteger.TWO.pow(lost + gained)), java.math.MathContext.DECIMAL128)
                .doubleValue();

        assertThat(new McNemar(lost, gained).pOfLoss()).isCloseTo(exact, within(1e-12));
        // The usual approximation, chi-squared with continuity correction: (|620-540|-1)^2/1160 = 5.38, p .0204.
        assertThat(new McNemar(lost, gained).p()).isCloseTo(.0204, within(5e-4));
    }

    @Test
    void shouldRefuseNegativeCounts() {
        assertThatThrownBy(() -> new McNemar(-1, 2)).hasMessageContaining("-1 lost");
    }
}
