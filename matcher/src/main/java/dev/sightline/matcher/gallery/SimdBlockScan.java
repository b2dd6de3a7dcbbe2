package dev.sightline.matcher.gallery;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four registers of rows at a time, by one probe or by four: sixteen running sums stay in registers while each value of a
 * row that was loaded serves four probes, and each of a probe four registers of rows.
 */
final class SimdBlockScan implements BlockScan {
    private static final VectorSpecies<Float> SPECIES = species();
    private static final int WIDTH = SPECIES.length();
    private static final int ROWS = 4 * WIDTH;
    private static final int BLOCK = RowMatrix.BLOCK;

    @Override
    public void one(float[] block, int blockIndex, int probe, Scores scores) {
        float greatest = Float.NEGATIVE_INFINITY;
        int to = scores.cosineAt(probe, blockIndex * BLOCK);
        for (int first = 0; first < BLOCK; first += ROWS) {
            float[] probes = scores.probes;
            int from = scores.probeAt(probe);
            FloatVector a = FloatVector.zero(SPECIES);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            int at = first;
            for (int i = 0; i < scores.dimension(); i++, at += BLOCK) {
                FloatVector p = FloatVector.broadcast(SPECIES, probes[from + i]);
                a = FloatVector.fromArray(SPECIES, block, at).fma(p, a);
                b = FloatVector.fromArray(SPECIES, block, at + WIDTH).fma(p, b);
                c = FloatVector.fromArray(SPECIES, block, at + 2 * WIDTH).fma(p, c);
                d = FloatVector.fromArray(SPECIES, block, at + 3 * WIDTH).fma(p, d);
            }
            greatest = Math.max(greatest, keep(a, b, c, d, scores.cosines, to + first));
        }
        scores.greatest[scores.greatestAt(probe, blockIndex)] = greatest;
    }

    @Override
    public void four(float[] block, int blockIndex, int probe, Scores scores) {
        for (int first = 0; first < BLOCK; first += ROWS) {
            four(block, first, blockIndex, probe, scores);
        }
    }

    private static void four(float[] block, int first, int blockIndex, int probe, Scores scores) {
        float[] probes = scores.probes;
        int dimension = scores.dimension();
        int from = scores.probeAt(probe);
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector c2 = a0;
        FloatVector c3 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector d2 = a0;
        FloatVector d3 = a0;
        int at = first;
        for (int i = 0; i < dimension; i++, at += BLOCK) {
            FloatVector p0 = FloatVector.broadcast(SPECIES, probes[from + i]);
            FloatVector p1 = FloatVector.broadcast(SPECIES, probes[from + dimension + i]);
            FloatVector p2 = FloatVector.broadcast(SPECIES, probes[from + 2 * dimension + i]);
            FloatVector p3 = FloatVector.broadcast(SPECIES, probes[from + 3 * dimension + i]);
            FloatVector row0 = FloatVector.fromArray(SPECIES, block, at);
            a0 = row0.fma(p0, a0);
            a1 = row0.fma(p1, a1);
            a2 = row0.fma(p2, a2);
            a3 = row0.fma(p3, a3);
            FloatVector row1 = FloatVector.fromArray(SPECIES, block, at + WIDTH);
            b0 = row1.fma(p0, b0);
            b1 = row1.fma(p1, b1);
            b2 = row1.fma(p2, b2);
            b3 = row1.fma(p3, b3);
            FloatVector row2 = FloatVector.fromArray(SPECIES, block, at + 2 * WIDTH);
            c0 = row2.fma(p0, c0);
            c1 = row2.fma(p1, c1);
            c2 = row2.fma(p2, c2);
            c3 = row2.fma(p3, c3);
            FloatVector row3 = FloatVector.fromArray(SPECIES, block, at + 3 * WIDTH);
            d0 = row3.fma(p0, d0);
            d1 = row3.fma(p1, d1);
            d2 = row3.fma(p2, d2);
            d3 = row3.fma(p3, d3);
        }
        int row = blockIndex * BLOCK + first;
        merge(scores, probe, blockIndex, first, keep(a0, b0, c0, d0, scores.cosines, scores.cosineAt(probe, row)));
        merge(
                scores,
                probe + 1,
                blockIndex,
                first,
                keep(a1, b1, c1, d1, scores.cosines, scores.cosineAt(probe + 1, row)));
        merge(
                scores,
                probe + 2,
                blockIndex,
                first,
                keep(a2, b2, c2, d2, scores.cosines, scores.cosineAt(probe + 2, row)));
        merge(
                scores,
                probe + 3,
                blockIndex,
                first,
                keep(a3, b3, c3, d3, scores.cosines, scores.cosineAt(probe + 3, row)));
    }

    private static void merge(Scores scores, int probe, int blockIndex, int first, float greatest) {
        int at = scores.greatestAt(probe, blockIndex);
        scores.greatest[at] = first == 0 ? greatest : Math.max(scores.greatest[at], greatest);
    }

    /** Writes four registers of cosines and returns the greatest; the greatest of floats knows no order. */
    private static float keep(FloatVector a, FloatVector b, FloatVector c, FloatVector d, float[] cosines, int to) {
        a.intoArray(cosines, to);
        b.intoArray(cosines, to + WIDTH);
        c.intoArray(cosines, to + 2 * WIDTH);
        d.intoArray(cosines, to + 3 * WIDTH);
        return a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX);
    }

    /** Registers beyond 512 bits would not divide a block. */
    private static VectorSpecies<Float> species() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.vectorBitSize() > 512 ? preferred.withShape(VectorShape.S_512_BIT) : preferred;
    }
}
