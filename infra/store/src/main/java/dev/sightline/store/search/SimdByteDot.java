package dev.sightline.store.search;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Two running sums in the widest registers, of bytes that become whole numbers of 32 bits as they are read. */
final class SimdByteDot implements ByteDot {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int WIDTH = INTS.length();
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, Byte.SIZE * WIDTH)));

    private final int[] probe;

    SimdByteDot(byte[] probe) {
        this.probe = new int[probe.length];
        for (int i = 0; i < probe.length; i++) {
            this.probe[i] = probe[i];
        }
    }

    /** Whether the bytes of a register of whole numbers fill a register themselves. */
    static boolean isFast() {
        return INTS.vectorBitSize() >= 256;
    }

    @Override
    public int of(byte[] rows, int from) {
        IntVector even = IntVector.zero(INTS);
        IntVector odd = even;
        int i = 0;
        for (; i + 2 * WIDTH <= probe.length; i += 2 * WIDTH) {
            IntVector left =
                    (IntVector) ByteVector.fromArray(BYTES, rows, from + i).convertShape(VectorOperators.B2I, INTS, 0);
            even = even.add(left.mul(IntVector.fromArray(INTS, probe, i)));
            IntVector right = (IntVector)
                    ByteVector.fromArray(BYTES, rows, from + i + WIDTH).convertShape(VectorOperators.B2I, INTS, 0);
            odd = odd.add(right.mul(IntVector.fromArray(INTS, probe, i + WIDTH)));
        }
        int sum = even.add(odd).reduceLanes(VectorOperators.ADD);
        for (; i < probe.length; i++) {
            sum += probe[i] * rows[from + i];
        }
        return sum;
    }
}
