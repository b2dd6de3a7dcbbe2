package dev.sightline.trainer.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.sample.HardNegatives;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HardNegativeSearchTest {
    private static final long SEED = 11;

    private static float[][] rows(int count, int width) {
        Random random = new Random(SEED);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) random.nextGaussian() * (1 + count % 3);
            }
        }
        return rows;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }

    @Test
    void shouldFindWhatTryingEveryPairFinds() {
        float[][] rows = rows(3_000, 8); // two blocks
        int[] people = IntStream.range(0, rows.length).map(i -> i / 5).toArray();

        HardNegatives hardNegatives = new HardNegativeSearch(2, 6).search(rows, people, SuspectedPairs.none());

        for (int crop = 0; crop < rows.length; crop += 97) {
            int anchor = crop;
            double[] cosines = IntStream.range(0, rows.length)
                    .mapToDouble(i -> cosine(rows[anchor], rows[i]))
                    .toArray();
            int[] expected = IntStream.range(0, rows.length)
                    .filter(i -> people[i] != people[anchor])
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -cosines[i]))
                    .mapToInt(Integer::intValue)
                    .limit(6)
                    .skip(1)
                    .toArray();
            assertThat(hardNegatives.of(crop)).as("crop %d seed %d", crop, SEED).containsExactly(expected);
        }
    }

    @Test
    void shouldLeaveOutSuspectsAndMoveUp() {
        float[][] rows = {{1, 0}, {1, .1f}, {1, .2f}, {1, .3f}, {1, .4f}};
        int[] people = {0, 1, 2, 3, 4};
        SuspectedPairs suspects = new SuspectedPairs(List.of(new int[] {1, 0}, new int[] {0, 3}));

        HardNegatives hardNegatives = new HardNegativeSearch(1, 2).search(rows, people, suspects);

        assertThat(hardNegatives.of(0)).containsExactly(2, 4);
        assertThat(hardNegatives.of(1)).doesNotContain(0).hasSize(2);
        assertThat(hardNegatives.of(2)).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void shouldGiveFewerWhereThereAreFewStrangers() {
        float[][] rows = {{1, 0}, {1, .1f}, {0, 0}};

        assertThat(new HardNegativeSearch(1, 9)
                        .search(rows, new int[] {0, 0, 1}, SuspectedPairs.none())
                        .of(0))
                .containsExactly(2);
        assertThat(new HardNegativeSearch(2, 9)
                        .search(rows, new int[] {0, 0, 1}, SuspectedPairs.none())
                        .of(0))
                .isEmpty();
        assertThat(new HardNegativeSearch(1, 9)
                        .search(rows, new int[] {0, 0, 0}, SuspectedPairs.none())
                        .of(2))
                .isEmpty();
        assertThat(new HardNegativeSearch(1, 2)
                        .search(new float[0][], new int[0], SuspectedPairs.none())
                        .size())
                .isZero();
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertThatThrownBy(() -> new HardNegativeSearch(0, 3)).hasMessageContaining("count from 1");
        assertThatThrownBy(() -> new HardNegativeSearch(1, 3).search(rows(3, 2), new int[] {1}, SuspectedPairs.none()))
                .hasMessageContaining("1 identities do not fit 3 descriptors");
    }
}
