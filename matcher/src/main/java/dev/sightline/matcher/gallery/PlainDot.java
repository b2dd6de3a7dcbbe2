package dev.sightline.matcher.gallery;

import java.util.Arrays;

/**
 * The exact dot product of a row and a probe: {@value #LANES} sums side by side, of every so-manieth product each, then those
 * in pairs, then the rest. No sum waits for another, and registers of any width give the same bits.
 */
final class PlainDot {
    static final int LANES = 32;

    private final int dimension;
    private final float[] sums = new float[LANES];

    PlainDot(int dimension) {
        this.dimension = dimension;
    }

    float of(float[] rows, int row, float[] probes, int probe) {
        Arrays.fill(sums, 0);
        int whole = dimension - dimension % LANES;
        for (int d = 0; d < whole; d += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                sums[lane] += rows[row + d + lane] * probes[probe + d + lane];
            }
        }
        return folded(sums, LANES) + rest(rows, row, probes, probe, dimension);
    }

    /** The sum of so many, a power of two: each with its partner of the other half, again and again. */
    static float folded(float[] sums, int count) {
        for (int half = count / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        return sums[0];
    }

    /** Of the last values, which fill no more registers. */
    static float rest(float[] rows, int row, float[] probes, int probe, int dimension) {
        float sum = 0;
        for (int d = dimension - dimension % LANES; d < dimension; d++) {
            sum += rows[row + d] * probes[probe + d];
        }
        return sum;
    }
}
