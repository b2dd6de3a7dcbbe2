package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairingTest {
    @Test
    void shouldFindTheBestOfAllPairings() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            double[][] evidence = random(random, 1 + random.nextInt(5), 1 + random.nextInt(5));

            int[] pairs = Pairing.best(evidence);

            assertThat(total(evidence, pairs))
                    .as("seed %d", seed)
                    .isCloseTo(exhaustive(evidence, 0, new boolean[evidence[0].length]), offset(1e-9));
            for (int row = 0; row < pairs.length; row++) {
                if (pairs[row] != Pairing.NONE) {
                    assertThat(evidence[row][pairs[row]]).as("seed %d", seed).isPositive();
                }
            }
        }
    }

    @Test
    void shouldLeaveEverybodyAloneWithoutDetections() {
        assertThat(Pairing.best(new double[3][0])).containsOnly(Pairing.NONE);
        assertThat(Pairing.best(new double[0][0])).isEmpty();
    }

    @Test
    void shouldPreferTheGreaterSumToTheGreaterNumber() {
        double[][] evidence = {{1, 9}, {Double.NEGATIVE_INFINITY, 2}};

        assertThat(Pairing.best(evidence)).containsExactly(1, Pairing.NONE);
    }

    private static double[][] random(Random random, int rows, int columns) {
        double[][] evidence = new double[rows][columns];
        for (double[] row : evidence) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian() * 5;
            }
        }
        return evidence;
    }

    private static double total(double[][] evidence, int[] pairs) {
        double sum = 0;
        for (int row = 0; row < pairs.length; row++) {
            sum += pairs[row] == Pairing.NONE ? 0 : evidence[row][pairs[row]];
        }
        return sum;
    }

    private static double exhaustive(double[][] evidence, int row, boolean[] taken) {
        if (row == evidence.length) {
            return 0;
        }
        double best = exhaustive(evidence, row + 1, taken);
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column] && evidence[row][column] > 0) {
                taken[column] = true;
                best = Math.max(best, evidence[row][column] + exhaustive(evidence, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }
}
