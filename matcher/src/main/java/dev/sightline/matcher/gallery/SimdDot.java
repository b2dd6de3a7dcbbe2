package dev.sightline.matcher.gallery;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainDot} in registers of eight or sixteen values, to the same bits; where they hold fewer, itself. */
final class SimdDot {
    private static final VectorSpecies<Float> FLOATS = SimdBlockScan.FLOATS;
    private static final int WIDTH = FLOATS.length();

    private final PlainDot plain;
    private final int dimension;
    private final int whole;
    /** Half of the lanes, each with its partner of the other half. */
    private final float[] sums = new float[PlainDot.LANES / 2];

    SimdDot(int dimension) {
        this.plain = new PlainDot(dimension);
        this.dimension = dimension;
        this.whole = dimension - dimension % PlainDot.LANES;
    }

    float of(float[] rows, int row, float[] probes, int probe) {
        if (2 * WIDTH == PlainDot.LANES) {
            inTwo(rows, row, probes, probe);
        } else if (4 * WIDTH < PlainDot.LANES) {
            return plain.of(rows, row, probes, probe);
        } else {
            inFour(rows, row, probes, probe);
        }
        return PlainDot.folded(sums) + PlainDot.rest(rows, row, probes, probe, dimension);
    }

    private void inTwo(float[] rows, int row, float[] probes, int probe) {
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = FloatVector.zero(FLOATS);
        for (int i = 0; i < whole; i += 2 * WIDTH) {
            FloatVector left = FloatVector.fromArray(FLOATS, rows, row + i);
            a = a.add(left.mul(FloatVector.fromArray(FLOATS, probes, probe + i)));
            FloatVector right = FloatVector.fromArray(FLOATS, rows, row + i + WIDTH);
            b = b.add(right.mul(FloatVector.fromArray(FLOATS, probes, probe + i + WIDTH)));
        }
        a.add(b).intoArray(sums, 0);
    }

    private void inFour(float[] rows, int row, float[] probes, int probe) {
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = FloatVector.zero(FLOATS);
        FloatVector c = FloatVector.zero(FLOATS);
        FloatVector d = FloatVector.zero(FLOATS);
        for (int i = 0; i < whole; i += 4 * WIDTH) {
            int r = row + i;
            int p = probe + i;
            a = a.add(FloatVector.fromArray(FLOATS, rows, r).mul(FloatVector.fromArray(FLOATS, probes, p)));
            b = b.add(FloatVector.fromArray(FLOATS, rows, r + WIDTH)
                    .mul(FloatVector.fromArray(FLOATS, probes, p + WIDTH)));
            c = c.add(FloatVector.fromArray(FLOATS, rows, r + 2 * WIDTH)
                    .mul(FloatVector.fromArray(FLOATS, probes, p + 2 * WIDTH)));
            d = d.add(FloatVector.fromArray(FLOATS, rows, r + 3 * WIDTH)
                    .mul(FloatVector.fromArray(FLOATS, probes, p + 3 * WIDTH)));
        }
        a.add(c).intoArray(sums, 0);
        b.add(d).intoArray(sums, WIDTH);
    }
}
