package dev.sightline.matcher.gallery;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rounded rows against one probe straight from their bytes, eight registers of rows at a time. For several probes a block's
 * bytes become floats once; then sixteen running sums stay in registers, while each register of rows that was loaded serves
 * four probes, and each value of a probe four registers of rows.
 *
 * <p>The loops are written out: a vector that is handed to a method which is not inlined becomes an object.
 */
final class SimdBlockScan implements BlockScan {
    /** One for all: methods that meet two kinds of vectors make objects of them. */
    static final VectorSpecies<Float> FLOATS = floats();

    private static final int WIDTH = FLOATS.length();
    private static final VectorSpecies<Byte> BYTES = bytes();
    private static final int ROWS = Block.ROWS;
    private static final int FOUR = 4;
    /** Bytes that memory hands out at a time. */
    private static final int LINE = 64;
    /** Bytes of a gallery beyond which it hardly stays in a processor's cache from search to search. */
    private static final int CACHE = 1 << 25;

    private final int dimension;
    private final float[] spread;
    private final SimdDot dot;
    /** Written, so that touching is not optimized away. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    SimdBlockScan(int dimension) {
        this.dimension = dimension;
        this.spread = new float[ROWS * dimension];
        this.dot = new SimdDot(dimension);
    }

    /** Whether the bytes of a register of floats fill a register themselves. */
    static boolean isFast() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 256;
    }

    @Override
    public void scan(Block block, int blockIndex, int probes, Scores scores) {
        boolean isFar = (long) scores.blocks() * block.rounded.length > CACHE;
        int probe = 0;
        if (probes >= FOUR) {
            spread(block);
            for (; probe + FOUR <= probes; probe += FOUR) {
                for (int first = 0; first < ROWS; first += 4 * WIDTH) {
                    four(first, blockIndex, probe, scores);
                }
            }
        }
        for (; probe < probes; probe++) {
            touched += isFar ? touch(block.rounded) : 0;
            one(block, blockIndex, probe, scores);
        }
        for (probe = 0; probe < probes; probe++) {
            scores.greatest[scores.greatestAt(probe, blockIndex)] =
                    greatest(scores.cosines, scores.cosineAt(probe, blockIndex * ROWS));
        }
    }

    @Override
    public float exact(float[] rows, int row, float[] probes, int probe) {
        return dot.of(rows, row, probes, probe);
    }

    /**
     * Reads a byte of each cache line, one right after the other: the loop that computes has so much to do for each line that few
     * of them are on their way at a time, and would wait for memory.
     */
    private static int touch(byte[] rounded) {
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        for (int at = 0; at <= rounded.length - 4 * LINE; at += 4 * LINE) {
            a += rounded[at];
            b += rounded[at + LINE];
            c += rounded[at + 2 * LINE];
            d += rounded[at + 3 * LINE];
        }
        return a + b + c + d;
    }

    private void one(Block block, int blockIndex, int probe, Scores scores) {
        byte[] rounded = block.rounded;
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
            a.mul(FloatVector.fromArray(FLOATS, block.scales, first)).intoArray(cosines, to);
            b.mul(FloatVector.fromArray(FLOATS, block.scales, first + WIDTH)).intoArray(cosines, to + WIDTH);
            c.mul(FloatVector.fromArray(FLOATS, block.scales, first + 2 * WIDTH))
                    .intoArray(cosines, to + 2 * WIDTH);
            d.mul(FloatVector.fromArray(FLOATS, block.scales, first + 3 * WIDTH))
                    .intoArray(cosines, to + 3 * WIDTH);
            e.mul(FloatVector.fromArray(FLOATS, block.scales, first + 4 * WIDTH))
                    .intoArray(cosines, to + 4 * WIDTH);
            f.mul(FloatVector.fromArray(FLOATS, block.scales, first + 5 * WIDTH))
                    .intoArray(cosines, to + 5 * WIDTH);
            g.mul(FloatVector.fromArray(FLOATS, block.scales, first + 6 * WIDTH))
                    .intoArray(cosines, to + 6 * WIDTH);
            h.mul(FloatVector.fromArray(FLOATS, block.scales, first + 7 * WIDTH))
                    .intoArray(cosines, to + 7 * WIDTH);
        }
    }

    private void spread(Block block) {
        for (int row = 0; row < ROWS; row += WIDTH) {
            FloatVector scale = FloatVector.fromArray(FLOATS, block.scales, row);
            for (int at = row; at < spread.length; at += ROWS) {
                ((FloatVector) ByteVector.fromArray(BYTES, block.rounded, at)
                                .convertShape(VectorOperators.B2F, FLOATS, 0))
                        .mul(scale)
                        .intoArray(spread, at);
            }
        }
    }

    private void four(int first, int blockIndex, int probe, Scores scores) {
        float[] probes = scores.probes;
        int from = scores.probeAt(probe);
        FloatVector a0 = FloatVector.zero(FLOATS);
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
        for (int i = 0; i < dimension; i++, at += ROWS) {
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
        float[] cosines = scores.cosines;
        int row = blockIndex * ROWS + first;
        int to0 = scores.cosineAt(probe, row);
        int to1 = scores.cosineAt(probe + 1, row);
        int to2 = scores.cosineAt(probe + 2, row);
        int to3 = scores.cosineAt(probe + 3, row);
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

    private static float greatest(float[] cosines, int from) {
        FloatVector greatest = FloatVector.fromArray(FLOATS, cosines, from);
        for (int at = from + WIDTH; at < from + ROWS; at += WIDTH) {
            greatest = greatest.max(FloatVector.fromArray(FLOATS, cosines, at));
        }
        return greatest.reduceLanes(VectorOperators.MAX);
    }

    /** Registers beyond 512 bits would not divide a block. */
    private static VectorSpecies<Float> floats() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.vectorBitSize() > 512 ? preferred.withShape(VectorShape.S_512_BIT) : preferred;
    }

    private static VectorSpecies<Byte> bytes() {
        return VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, Byte.SIZE * WIDTH)));
    }
}
