package dev.sightline.matcher.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.descriptor.UnitVector;
import org.junit.jupiter.api.Test;

class BlockScanTest {
    @Test
    void shouldStayWithinTheSlackForAnyNumberOfProbes() {
        for (int dimension : new int[] {1, 5, 64, 256, 511}) {
            People people = new People(dimension, dimension);
            RowMatrix matrix = new RowMatrix(dimension, new PlainBlockScan(dimension));
            matrix.resize(2 * Block.ROWS);
            for (int row = 0; row < 2 * Block.ROWS; row++) {
                matrix.write(row, people.vector());
            }
            for (int probes : new int[] {1, 4, 7}) {
                requireClose(new SimdBlockScan(dimension), matrix, people, probes);
                requireClose(new PlainBlockScan(dimension), matrix, people, probes);
            }
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
    void shouldKnowASmallSlack() {
        People people = new People(3, 256);
        RowMatrix matrix = new RowMatrix(256, new PlainBlockScan(256));
        matrix.resize(Block.ROWS);
        matrix.write(5, people.vector());

        assertThat(matrix.slack()).isBetween(.001, .01);

        matrix.resize(0);
        assertThat(matrix.slack()).isLessThan(.0001);
    }

    private static void requireClose(BlockScan scan, RowMatrix matrix, People people, int probes) {
        UnitVector first = people.vector();
        Scores scores = new Scores(first.dimension());
        Scores exact = new Scores(first.dimension());
        scores.prepare(probes, matrix.blocks());
        exact.prepare(probes, matrix.blocks());
        for (int probe = 0; probe < probes; probe++) {
            UnitVector vector = people.vector();
            scores.probe(probe, vector);
            exact.probe(probe, vector);
            matrix.measure(0, 2 * Block.ROWS, exact, probe);
        }
        for (int block = 0; block < matrix.blocks(); block++) {
            scan.scan(matrix.block(block), block, probes, scores);
        }
        for (int probe = 0; probe < probes; probe++) {
            float[] greatest = {-1, -1};
            for (int row = 0; row < 2 * Block.ROWS; row++) {
                float cosine = scores.cosine(probe, row);
                assertThat(cosine).isCloseTo(exact.cosine(probe, row), within((float) matrix.slack()));
                greatest[row / Block.ROWS] = Math.max(greatest[row / Block.ROWS], cosine);
            }
            for (int block = 0; block < 2; block++) {
                assertThat(scores.greatest[scores.greatestAt(probe, block)]).isEqualTo(greatest[block]);
            }
        }
    }
}
