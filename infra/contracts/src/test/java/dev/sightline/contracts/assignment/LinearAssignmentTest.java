package dev.sightline.contracts.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {
    private static final double NO = Double.POSITIVE_INFINITY;

    @Test
    void shouldPreferTheLeastSumToTheNearestFirst() {
        double[][] cost = {{1, 2}, {1, 5}};

        assertThat(LinearAssignment.minimize(cost)).containsExactly(1, 0);
    }

    @Test
    void shouldLeaveRowsOrColumnsOver() {
        assertThat(LinearAssignment.minimize(new double[][] {{5, 1, 9}})).containsExactly(1);
        assertThat(LinearAssignment.minimize(new double[][] {{5}, {1}, {9}}))
                .containsExactly(LinearAssignment.NONE, 0, LinearAssignment.NONE);
        assertThat(LinearAssignment.minimize(new double[0][0])).isEmpty();
        assertThat(LinearAssignment.minimize(new double[2][0]))
                .containsExactly(LinearAssignment.NONE, LinearAssignment.NONE);
    }

    @Test
    void shouldNeverMakeAForbiddenPair() {
        assertThat(LinearAssignment.minimize(new double[][] {{NO, NO}, {NO, 3}}))
                .containsExactly(LinearAssignment.NONE, 1);
        assertThat(LinearAssignment.minimize(new double[][] {{NO}})).containsExactly(LinearAssignment.NONE);
    }

    @Test
    void shouldMakeAsManyPairsAsPossibleWhateverTheyCost() {
        double[][] cost = {{-100, 1e6}, {0, NO}};

        assertThat(LinearAssignment.minimize(cost)).containsExactly(1, 0);
    }

    @Test
    void shouldKeepItsInput() {
        double[][] cost = {{3, NO}, {1, 2}};

        LinearAssignment.minimize(cost);

        assertThat(cost).isDeepEqualTo(new double[][] {{3, NO}, {1, 2}});
    }

    @Test
    void shouldRefuseWhatIsNoCostMatrix() {
        assertThatThrownBy(() -> LinearAssignment.minimize(new double[][] {{1, 2}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> LinearAssignment.minimize(new double[][] {{Double.NaN}}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> LinearAssignment.minimize(new double[][] {{Double.NEGATIVE_INFINITY}}))
                .hasMessageContaining("-Infinity");
    }

    @Test
    void shouldEqualTheBestOfAllPairings() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            double[][] cost = randomCost(random);

            int[] pairs = LinearAssignment.minimize(cost);

            Best best = new Best(cost);
            best.tryRow(0, 0, 0, 0);
            assertThat(count(pairs)).as("seed %d round %d", seed, round).isEqualTo(best.pairs);
            assertThat(LinearAssignment.total(cost, pairs))
                    .as("seed %d round %d", seed, round)
                    .isCloseTo(best.total, within(1e-9));
        }
    }

    @Test
    void shouldSolveALargeOneThatHasAKnownAnswer() {
        int n = 200;
        double[][] cost = new double[n][n + 50];
        Random random = new Random(7);
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n + 50; c++) {
                cost[r][c] = c == (r * 7) % n ? -1 : random.nextDouble();
            }
        }

        int[] pairs = LinearAssignment.minimize(cost);

        assertThat(LinearAssignment.total(cost, pairs)).isEqualTo(-n);
    }

    private static double[][] randomCost(Random random) {
        int rows = 1 + random.nextInt(5);
        int columns = 1 + random.nextInt(5);
        boolean whole = random.nextBoolean();
        double forbidden = random.nextDouble();
        double[][] cost = new double[rows][columns];
        for (double[] row : cost) {
            for (int c = 0; c < columns; c++) {
                double value = whole ? random.nextInt(4) - 1 : 10 * random.nextGaussian();
                row[c] = random.nextDouble() < forbidden ? NO : value;
            }
        }
        return cost;
    }

    private static int count(int[] pairs) {
        int n = 0;
        for (int column : pairs) {
            n += column == LinearAssignment.NONE ? 0 : 1;
        }
        return n;
    }

    /** Tries every pairing. */
    private static final class Best {
        private final double[][] cost;
        private int pairs;
        private double total;

        Best(double[][] cost) {
            this.cost = cost;
        }

        void tryRow(int row, int used, int made, double sum) {
            if (row == cost.length) {
                if (made > pairs || (made == pairs && sum < total)) {
                    pairs = made;
                    total = sum;
                }
                return;
            }
            tryRow(row + 1, used, made, sum);
            for (int c = 0; c < cost[row].length; c++) {
                if ((used & (1 << c)) == 0 && cost[row][c] < NO) {
                    tryRow(row + 1, used | (1 << c), made + 1, sum + cost[row][c]);
                }
            }
        }
    }
}
