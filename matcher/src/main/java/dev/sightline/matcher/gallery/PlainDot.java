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
        for (int lane = 0; lane < LANES / 2; lane++) {
            sums[lane] += sums[lane + LANES / 2];
        }
        return folded(sums) + rest(rows, row, probes, probe, dimension);
    }

    /** The sum of half of the lanes, each with its partner of the other half added to it: pairs, then pairs of those, and so on. */
    static float folded(float[] half) {
        float a = half[0] + half[8] + (half[4] + half[12]);
        float b = half[2] + half[10] + (half[6] + half[14]);
        float c = half[1] + half[9] + (half[5] + half[13]);
        float d = half[3] + half[11] + (half[7] + half[15]);
        return a + b + (c + d);
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
