package dev.sightline.matcher.gallery;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PackedRows} against one probe, in whole numbers of 16 bits, four registers of rows at a time; see {@link RoundedProbe}.
 *
 * <p>The loop is written out: a vector that is handed to a method which is not inlined becomes an object.
 */
final class SimdPackedScan {
    private static final VectorSpecies<Float> FLOATS = SimdBlockScan.FLOATS;
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, FLOATS.vectorShape());
    private static final int WIDTH = FLOATS.length();
    private static final int ROWS = Block.ROWS;
    /** Integers that memory hands out at a time. */
    private static final int LINE = 64 / Integer.BYTES;
    /** Bytes of a gallery beyond which it pays to touch it first. */
    private static final int CACHE = 1 << 25;

    private final int[] sums = new int[ROWS];
    private final int[] halves = new int[4 * WIDTH];
    /** Written, so that touching is not optimized away. */
    @SuppressWarnings("UnusedVariable")
    private int touched;

    void scan(Block block, int blockIndex, int probe, Scores scores) {
        PackedRows rows = block.packed;
        int[] rounded = rows.rounded;
        touched += (long) scores.blocks() * rounded.length * Integer.BYTES > CACHE ? touch(rounded) : 0;
        RoundedProbe whole = scores.rounded(probe);
        short[] factors = whole.factors;
        Arrays.fill(sums, 0);
        for (int first = 0; first < PackedRows.HALF; first += 4 * WIDTH) {
            int at = first;
            for (int chunk = 0; chunk < whole.begins.length; chunk++) {
                ShortVector a = ShortVector.broadcast(SHORTS, whole.begins[chunk]);
                ShortVector b = a;
                ShortVector c = a;
                ShortVector d = a;
                int end = Math.min(factors.length, (chunk + 1) * RoundedProbe.CHUNK);
                for (int i = chunk * RoundedProbe.CHUNK; i < end; i += PackedRows.PACKED, at += PackedRows.HALF) {
                    ShortVector p0 = ShortVector.broadcast(SHORTS, factors[i]);
                    ShortVector p1 = ShortVector.broadcast(SHORTS, factors[i + 1]);
                    ShortVector p2 = ShortVector.broadcast(SHORTS, factors[i + 2]);
                    ShortVector v = IntVector.fromArray(INTS, rounded, at).reinterpretAsShorts();
                    a = a.add(v.mul(p0))
                            .add(v.lanewise(VectorOperators.LSHR, PackedRows.BITS)
                                    .mul(p1))
                            .add(v.lanewise(VectorOperators.LSHR, 2 * PackedRows.BITS)
                                    .mul(p2));
                    v = IntVector.fromArray(INTS, rounded, at + WIDTH).reinterpretAsShorts();
                    b = b.add(v.mul(p0))
                            .add(v.lanewise(VectorOperators.LSHR, PackedRows.BITS)
                                    .mul(p1))
                            .add(v.lanewise(VectorOperators.LSHR, 2 * PackedRows.BITS)
                                    .mul(p2));
                    v = IntVector.fromArray(INTS, rounded, at + 2 * WIDTH).reinterpretAsShorts();
                    c = c.add(v.mul(p0))
                            .add(v.lanewise(VectorOperators.LSHR, PackedRows.BITS)
                                    .mul(p1))
                            .add(v.lanewise(VectorOperators.LSHR, 2 * PackedRows.BITS)
                                    .mul(p2));
                    v = IntVector.fromArray(INTS, rounded, at + 3 * WIDTH).reinterpretAsShorts();
                    d = d.add(v.mul(p0))
                            .add(v.lanewise(VectorOperators.LSHR, PackedRows.BITS)
                                    .mul(p1))
                            .add(v.lanewise(VectorOperators.LSHR, 2 * PackedRows.BITS)
                                    .mul(p2));
                }
                a.reinterpretAsInts().intoArray(halves, 0);
                b.reinterpretAsInts().intoArray(halves, WIDTH);
                c.reinterpretAsInts().intoArray(halves, 2 * WIDTH);
                d.reinterpretAsInts().intoArray(halves, 3 * WIDTH);
                // The lower halves are of these rows, the upper ones of the rows further on.
                for (int part = 0, row = first; part < halves.length; part += WIDTH, row += WIDTH) {
                    IntVector both = IntVector.fromArray(INTS, halves, part);
                    both.lanewise(VectorOperators.LSHL, Short.SIZE)
                            .lanewise(VectorOperators.ASHR, Short.SIZE)
                            .add(IntVector.fromArray(INTS, sums, row))
                            .intoArray(sums, row);
                    both.lanewise(VectorOperators.ASHR, Short.SIZE)
                            .add(IntVector.fromArray(INTS, sums, row + PackedRows.HALF))
                            .intoArray(sums, row + PackedRows.HALF);
                }
            }
        }
        int to = scores.cosineAt(probe, blockIndex * ROWS);
        for (int row = 0; row < ROWS; row += WIDTH) {
            ((FloatVector) IntVector.fromArray(INTS, sums, row).convert(VectorOperators.I2F, 0))
                    .mul(FloatVector.fromArray(FLOATS, rows.scales, row))
                    .add(FloatVector.fromArray(FLOATS, rows.middles, row).mul(whole.sum()))
                    .mul(whole.scale())
                    .intoArray(scores.cosines, to + row);
        }
    }

    /**
     * Reads an integer of each cache line, one right after the other: the loop that computes has so much to do for each line that few
     * of them are on their way at a time, and would wait for memory.
     */
    private static int touch(int[] rounded) {
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
}
