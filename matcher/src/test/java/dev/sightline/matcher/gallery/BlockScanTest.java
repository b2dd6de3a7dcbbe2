package dev.sightline.matcher.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import org.junit.jupiter.api.Test;

class BlockScanTest {
    @Test
    void shouldGiveEqualBitsWithAndWithoutVectorsForOneProbeAndForFour() {
        for (int dimension : new int[] {1, 5, 64, 256, 511}) {
            People people = new People(dimension, dimension);
            RowMatrix matrix = new RowMatrix(dimension);
            matrix.resize(2 * RowMatrix.BLOCK);
            for (int row = 0; row < 2 * RowMatrix.BLOCK; row++) {
                matrix.write(row, people.vector());
            }
            UnitVector[] probes = {people.vector(), people.vector(), people.vector(), people.vector()};

            Scores plain = scores(new PlainBlockScan(), false, matrix, probes);
            Scores simd = scores(new SimdBlockScan(), false, matrix, probes);
            Scores four = scores(new SimdBlockScan(), true, matrix, probes);

            assertThat(simd.cosines).isEqualTo(plain.cosines).isEqualTo(four.cosines);
            assertThat(simd.greatest).isEqualTo(plain.greatest).isEqualTo(four.greatest);
            assertThat(matrix.dot(70, probes[2].values())).isEqualTo(plain.cosine(2, 70));
        }
    }

    private static Scores scores(BlockScan scan, boolean four, RowMatrix matrix, UnitVector[] probes) {
        Scores scores = new Scores(probes[0].dimension());
        scores.prepare(probes.length, matrix.blocks());
        for (int i = 0; i < probes.length; i++) {
            scores.probe(i, probes[i]);
        }
        for (int block = 0; block < matrix.blocks(); block++) {
            if (four) {
                scan.four(matrix.block(block), block, 0, scores);
            }
            for (int i = 0; i < probes.length && !four; i++) {
                scan.one(matrix.block(block), block, i, scores);
            }
        }
        return scores;
    }
}
