package dev.sightline.matcher.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockScanTest {
    /** So many rows of one group are written together, more than once across blocks. */
    private static final int[] SIZES = {1, 5, 2, 6, 1, 9};

    @Test
    void shouldScoreNoMeanOfTwoBelowTheTrueOne() {
        for (int dimension : new int[] {1, 5, 63, 64, 65, 256, 511}) {
            People people = new People(dimension, dimension);
            requireAbove(people, dimension, false);
        }
    }

    @Test
    void shouldScoreNoMeanOfTwoBelowTheTrueOneOfHardRows() {
        for (int dimension : new int[] {1, 2, 130, 512}) {
            People people = new People(dimension, dimension);
            requireAbove(people, dimension, true);
        }
    }

    @Test
    void shouldMeasureExactlyToTheSameBits() {
        for (int dimension : new int[] {1, 31, 32, 100, 256, 511}) {
            People people = new People(dimension, dimension);
            float[] row = people.vector().values();
            float[] probe = people.vector().values();

            assertThat(new SimdBlockScan(dimension).exact(row, 0, probe, 0))
                    .isEqualTo(new PlainBlockScan(dimension).exact(row, 0, probe, 0));
        }
    }

    @Test
    void shouldLoseNextToNothingWhereAGalleryStaysInTheCache() {
        People people = new People(6, 256);
        RowMatrix matrix = new RowMatrix(256, new PlainBlockScan(256));
        matrix.resize(Block.ROWS);
        matrix.write(0, people.rows(5));
        Scores scores = new Scores(256);
        Scores exact = new Scores(256);
        UnitVector probe = people.vector();
        for (Scores of : List.of(scores, exact)) {
            of.prepare(1, 1);
            of.probe(0, probe);
        }

        new SimdBlockScan(256).scan(matrix.block(0), 0, 1, scores);
        matrix.measure(0, 5, exact, 0);

        for (int row = 0; row < 5; row++) {
            assertThat(scores.cosine(0, row)).isCloseTo(exact.cosine(0, row), within(.01f));
        }
        assertThat(scores.isOfMeans(0)).isFalse();
    }

    @Test
    void shouldLoseLittleAndLessOfPairs() {
        People people = new People(3, 256);
        RowMatrix matrix = new RowMatrix(256, new PlainBlockScan(256));
        matrix.resize(Block.ROWS);
        matrix.write(
                0, people.rows(6).stream().map(row -> new Row(row.vector(), 2)).toList());

        for (int row = 0; row < 6; row++) {
            assertThat(matrix.block(0).packed.lost[row]).isBetween(.04f, .075f);
            assertThat(matrix.block(0).packed.slacks[row]).isBetween(.03f, .06f);
        }
    }

    @Test
    void shouldKeepWhatRoundingLostWhenARowMoves() {
        People people = new People(4, 100);
        RowMatrix matrix = new RowMatrix(100, new PlainBlockScan(100));
        matrix.resize(2 * Block.ROWS);
        matrix.write(
                130,
                people.rows(2).stream().map(row -> new Row(row.vector(), 0)).toList());
        float lost = matrix.block(1).packed.lost[2];
        float slack = matrix.block(1).packed.slacks[2];
        int[] rounded = rounded(matrix.block(1), 2, 100);

        matrix.move(130, 7);

        assertThat(matrix.block(0).packed.lost[7]).isEqualTo(lost);
        assertThat(matrix.block(0).packed.slacks[7]).isEqualTo(slack);
        assertThat(rounded(matrix.block(0), 7, 100)).isEqualTo(rounded);
        assertThat(matrix.block(1).packed.lost[2]).isEqualTo(Math.nextUp(0f));
    }

    private static int[] rounded(Block block, int row, int dimension) {
        double[] residual = new double[dimension];
        block.packed.residual(row, residual, 0);
        int[] steps = new int[dimension];
        for (int d = 0; d < dimension; d++) {
            double value = block.exact[row * dimension + d] - residual[d];
            steps[d] = (int) Math.round((value - block.packed.middles[row]) / block.packed.scales[row]);
        }
        return steps;
    }

    private static void requireAbove(People people, int dimension, boolean hard) {
        Random random = new Random(dimension);
        RowMatrix matrix = new RowMatrix(dimension, new PlainBlockScan(dimension));
        matrix.resize(2 * Block.ROWS);
        int[] groupOf = new int[2 * Block.ROWS];
        int row = 0;
        for (int group = 0; row + SIZES[group % SIZES.length] <= 2 * Block.ROWS; group++) {
            int of = group;
            List<Row> rows = people.rows(SIZES[group % SIZES.length]).stream()
                    .map(one -> new Row(hard ? HardVectors.vector(random, dimension) : one.vector(), of))
                    .toList();
            matrix.write(row, rows);
            for (int i = 0; i < rows.size(); i++) {
                groupOf[row++] = group;
            }
        }
        for (int probes : new int[] {1, 3, 4, 7}) {
            for (BlockScan scan : List.of(
                    new SimdBlockScan(dimension), new SimdBlockScan(dimension, 0), new PlainBlockScan(dimension))) {
                requireAbove(scan, matrix, people, groupOf, row, probes, hard ? random : null);
            }
        }
    }

    private static void requireAbove(
            BlockScan scan,
            RowMatrix matrix,
            People people,
            int[] groupOf,
            int rows,
            int probes,
            @org.jspecify.annotations.Nullable Random hard) {
        int dimension = people.vector().dimension();
        Scores scores = new Scores(dimension);
        Scores exact = new Scores(dimension);
        scores.prepare(probes, matrix.blocks());
        exact.prepare(probes, matrix.blocks());
        for (int probe = 0; probe < probes; probe++) {
            UnitVector vector = hard == null ? people.vector() : HardVectors.vector(hard, dimension);
            scores.probe(probe, vector);
            exact.probe(probe, vector);
            matrix.measure(0, rows, exact, probe);
        }
        for (int block = 0; block < matrix.blocks(); block++) {
            scan.scan(matrix.block(block), block, probes, scores);
        }
        for (int probe = 0; probe < probes; probe++) {
            float[] greatest = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
            for (int row = 0; row < 2 * Block.ROWS; row++) {
                float score = scores.cosine(probe, row);
                greatest[row / Block.ROWS] = Math.max(greatest[row / Block.ROWS], score);
                boolean alone = (row == 0 || groupOf[row - 1] != groupOf[row])
                        && (row + 1 >= rows || groupOf[row + 1] != groupOf[row]);
                if (row < rows && alone) {
                    assertThat(score).isGreaterThanOrEqualTo(exact.cosine(probe, row));
                }
                for (int other = 0; row < rows && other < row; other++) {
                    if (groupOf[other] == groupOf[row]) {
                        assertThat((double) score + scores.cosine(probe, other))
                                .isGreaterThanOrEqualTo((double) exact.cosine(probe, row) + exact.cosine(probe, other));
                    }
                }
                if (row < rows && hard == null && dimension >= 63) {
                    assertThat(score).isCloseTo(exact.cosine(probe, row), within(.3f));
                }
            }
            for (int block = 0; block < 2; block++) {
                assertThat(scores.greatest[scores.greatestAt(probe, block)]).isEqualTo(greatest[block]);
            }
        }
    }
}
