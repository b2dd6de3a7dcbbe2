package dev.sightline.matcher.gallery;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ByteRows} against one probe or several. For several, a block's bytes become floats once, so many values of its rows at a
 * time as stay in the innermost cache until all probes have met them; sixteen running sums stay in registers, while each
 * register of rows that was loaded serves four probes, and each value of a probe four registers of rows.
 *
 * <p>The loops are written out: a vector that is handed to a method which is not inlined becomes an object.
 */
final class SimdByteScan {
    private static final VectorSpecies<Float> FLOATS = SimdBlockScan.FLOATS;
    private static final int WIDTH = FLOATS.length();
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, Byte.SIZE * WIDTH)));
    private static final int ROWS = Block.ROWS;
    static final int FOUR = 4;
    /** Values of a row at a time: as floats, those of a block take 32 KB. */
    private static final int VALUES = 64;

    private final int dimension;
    private final float[] spread;

    SimdByteScan(int dimension) {
        this.dimension = dimension;
        this.spread = new float[ROWS * Math.min(dimension, VALUES)];
    }

    /** Scores a block for the first {@code probes} probes, a multiple of {@value #FOUR}. */
    void scan(Block block, int blockIndex, int probes, Scores scores) {
        for (int value = 0; value < dimension && probes > 0; value += VALUES) {
            int values = Math.min(VALUES, dimension - value);
            spread(block.bytes, value, values);
            for (int probe = 0; probe < probes; probe += FOUR) {
                for (int first = 0; first < ROWS; first += 4 * WIDTH) {
                    four(first, blockIndex, probe, scores, value, values);
                }
            }
        }
    }

    /** Scores a block for one probe straight from its bytes, eight registers of rows at a time. */
    void one(Block block, int blockIndex, int probe, Scores scores) {
        ByteRows rows = block.bytes;
        byte[] rounded = rows.rounded;
        float[] cosines = scores.cosines;
        float[] probes = scores.probes;
        int from = scores.probeAt(probe);
        for (int first = 0; first < ROWS; first += 8 * WIDTH) {
            FloatVector a = FloatVector.zero(FLOATS);
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            FloatVector e = a;
            FloatVector f = a;
            FloatVector g = a;
            FloatVector h = a;
            int at = first;
            for (int i = 0; i < dimension; i++, at += ROWS) {
                FloatVector p = FloatVector.broadcast(FLOATS, probes[from + i]);
                a = ((FloatVector)
                                ByteVector.fromArray(BYTES, rounded, at).convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, a);
                b = ((FloatVector) ByteVector.fromArray(BYTES, rounded, at + WIDTH)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, b);
                c = ((FloatVector) ByteVector.fromArray(BYTES, rounded, at + 2 * WIDTH)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, c);
                d = ((FloatVector) ByteVector.fromArray(BYTES, rounded, at + 3 * WIDTH)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, d);
                e = ((FloatVector) ByteVector.fromArray(BYTES, rounded, at + 4 * WIDTH)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, e);
                f = ((FloatVector) ByteVector.fromArray(BYTES, rounded, at + 5 * WIDTH)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, f);
                g = ((FloatVector) ByteVector.fromArray(BYTES, rounded, at + 6 * WIDTH)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, g);
                h = ((FloatVector) ByteVector.fromArray(BYTES, rounded, at + 7 * WIDTH)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .fma(p, h);
            }
            int to = scores.cosineAt(probe, blockIndex * ROWS + first);
            a.mul(FloatVector.fromArray(FLOATS, rows.scales, first)).intoArray(cosines, to);
            b.mul(FloatVector.fromArray(FLOATS, rows.scales, first + WIDTH)).intoArray(cosines, to + WIDTH);
            c.mul(FloatVector.fromArray(FLOATS, rows.scales, first + 2 * WIDTH)).intoArray(cosines, to + 2 * WIDTH);
            d.mul(FloatVector.fromArray(FLOATS, rows.scales, first + 3 * WIDTH)).intoArray(cosines, to + 3 * WIDTH);
            e.mul(FloatVector.fromArray(FLOATS, rows.scales, first + 4 * WIDTH)).intoArray(cosines, to + 4 * WIDTH);
            f.mul(FloatVector.fromArray(FLOATS, rows.scales, first + 5 * WIDTH)).intoArray(cosines, to + 5 * WIDTH);
            g.mul(FloatVector.fromArray(FLOATS, rows.scales, first + 6 * WIDTH)).intoArray(cosines, to + 6 * WIDTH);
            h.mul(FloatVector.fromArray(FLOATS, rows.scales, first + 7 * WIDTH)).intoArray(cosines, to + 7 * WIDTH);
        }
    }

    private void spread(ByteRows rows, int value, int values) {
        for (int row = 0; row < ROWS; row += WIDTH) {
            FloatVector scale = FloatVector.fromArray(FLOATS, rows.scales, row);
            for (int at = row; at < values * ROWS; at += ROWS) {
                ((FloatVector) ByteVector.fromArray(BYTES, rows.rounded, value * ROWS + at)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .mul(scale)
                        .intoArray(spread, at);
            }
        }
    }

    /** Adds the products of so many values to the sums, which begin with the first. */
    private void four(int first, int blockIndex, int probe, Scores scores, int value, int values) {
        float[] probes = scores.probes;
        int from = scores.probeAt(probe) + value;
        float[] cosines = scores.cosines;
        int row = blockIndex * ROWS + first;
        int to0 = scores.cosineAt(probe, row);
        int to1 = scores.cosineAt(probe + 1, row);
        int to2 = scores.cosineAt(probe + 2, row);
        int to3 = scores.cosineAt(probe + 3, row);
        if (value == 0) {
            for (int i = 0; i < 4 * WIDTH; i += WIDTH) {
                FloatVector zero = FloatVector.zero(FLOATS);
                zero.intoArray(cosines, to0 + i);
                zero.intoArray(cosines, to1 + i);
                zero.intoArray(cosines, to2 + i);
                zero.intoArray(cosines, to3 + i);
            }
        }
        FloatVector a0 = FloatVector.fromArray(FLOATS, cosines, to0);
        FloatVector a1 = FloatVector.fromArray(FLOATS, cosines, to1);
        FloatVector a2 = FloatVector.fromArray(FLOATS, cosines, to2);
        FloatVector a3 = FloatVector.fromArray(FLOATS, cosines, to3);
        FloatVector b0 = FloatVector.fromArray(FLOATS, cosines, to0 + WIDTH);
        FloatVector b1 = FloatVector.fromArray(FLOATS, cosines, to1 + WIDTH);
        FloatVector b2 = FloatVector.fromArray(FLOATS, cosines, to2 + WIDTH);
        FloatVector b3 = FloatVector.fromArray(FLOATS, cosines, to3 + WIDTH);
        FloatVector c0 = FloatVector.fromArray(FLOATS, cosines, to0 + 2 * WIDTH);
        FloatVector c1 = FloatVector.fromArray(FLOATS, cosines, to1 + 2 * WIDTH);
        FloatVector c2 = FloatVector.fromArray(FLOATS, cosines, to2 + 2 * WIDTH);
        FloatVector c3 = FloatVector.fromArray(FLOATS, cosines, to3 + 2 * WIDTH);
        FloatVector d0 = FloatVector.fromArray(FLOATS, cosines, to0 + 3 * WIDTH);
        FloatVector d1 = FloatVector.fromArray(FLOATS, cosines, to1 + 3 * WIDTH);
        FloatVector d2 = FloatVector.fromArray(FLOATS, cosines, to2 + 3 * WIDTH);
        FloatVector d3 = FloatVector.fromArray(FLOATS, cosines, to3 + 3 * WIDTH);
        int at = first;
        for (int i = 0; i < values; i++, at += ROWS) {
            FloatVector p0 = FloatVector.broadcast(FLOATS, probes[from + i]);
            FloatVector p1 = FloatVector.broadcast(FLOATS, probes[from + dimension + i]);
            FloatVector p2 = FloatVector.broadcast(FLOATS, probes[from + 2 * dimension + i]);
            FloatVector p3 = FloatVector.broadcast(FLOATS, probes[from + 3 * dimension + i]);
            FloatVector row0 = FloatVector.fromArray(FLOATS, spread, at);
            a0 = row0.fma(p0, a0);
            a1 = row0.fma(p1, a1);
            a2 = row0.fma(p2, a2);
            a3 = row0.fma(p3, a3);
            FloatVector row1 = FloatVector.fromArray(FLOATS, spread, at + WIDTH);
            b0 = row1.fma(p0, b0);
            b1 = row1.fma(p1, b1);
            b2 = row1.fma(p2, b2);
            b3 = row1.fma(p3, b3);
            FloatVector row2 = FloatVector.fromArray(FLOATS, spread, at + 2 * WIDTH);
            c0 = row2.fma(p0, c0);
            c1 = row2.fma(p1, c1);
            c2 = row2.fma(p2, c2);
            c3 = row2.fma(p3, c3);
            FloatVector row3 = FloatVector.fromArray(FLOATS, spread, at + 3 * WIDTH);
            d0 = row3.fma(p0, d0);
            d1 = row3.fma(p1, d1);
            d2 = row3.fma(p2, d2);
            d3 = row3.fma(p3, d3);
        }
        a0.intoArray(cosines, to0);
        b0.intoArray(cosines, to0 + WIDTH);
        c0.intoArray(cosines, to0 + 2 * WIDTH);
        d0.intoArray(cosines, to0 + 3 * WIDTH);
        a1.intoArray(cosines, to1);
        b1.intoArray(cosines, to1 + WIDTH);
        c1.intoArray(cosines, to1 + 2 * WIDTH);
        d1.intoArray(cosines, to1 + 3 * WIDTH);
        a2.intoArray(cosines, to2);
        b2.intoArray(cosines, to2 + WIDTH);
        c2.intoArray(cosines, to2 + 2 * WIDTH);
        d2.intoArray(cosines, to2 + 3 * WIDTH);
        a3.intoArray(cosines, to3);
        b3.intoArray(cosines, to3 + WIDTH);
        c3.intoArray(cosines, to3 + 2 * WIDTH);
        d3.intoArray(cosines, to3 + 3 * WIDTH);
    }
}
