package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Arrays;

/**
 * All rows of a gallery, {@value #BLOCK} to a block. Within a block the first values of all rows stand side by side, then
 * all second values, and so on. So a vector register holds one value of many rows, each row has a running sum of its own,
 * and nothing is left to add up across a register: that order of additions is the plain loop's, whatever the width of the
 * registers, and equal input gives equal bits everywhere. It grows by blocks; nothing is copied.
 */
final class RowMatrix {
    /** Rows side by side; a multiple of four registers of any width up to 512 bits. */
    static final int BLOCK = 64;

    private final int dimension;
    private final float[] scratch;
    private float[][] blocks = new float[4][];
    private int used;

    RowMatrix(int dimension) {
        this.dimension = dimension;
        this.scratch = new float[dimension];
    }

    int blocks() {
        return used;
    }

    float[] block(int index) {
        return blocks[index];
    }

    /** Makes room for rows 0 to {@code rows - 1} and lets go of blocks beyond them. */
    void resize(int rows) {
        int needed = (rows + BLOCK - 1) / BLOCK;
        if (needed > blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(needed, blocks.length + blocks.length / 2));
        }
        for (; used < needed; used++) {
            blocks[used] = new float[dimension * BLOCK];
        }
        while (used > needed) {
            blocks[--used] = new float[0];
        }
    }

    void write(int row, UnitVector vector) {
        vector.copyTo(scratch, 0);
        spread(row);
    }

    /** Overwrites a row with zeros: what was erased is gone. */
    void clear(int row) {
        Arrays.fill(scratch, 0);
        spread(row);
    }

    void move(int from, int to) {
        read(from, scratch);
        spread(to);
        clear(from);
    }

    /** Copies a row into {@code values}. */
    void read(int row, float[] values) {
        float[] block = blocks[row / BLOCK];
        for (int d = 0, i = row % BLOCK; d < dimension; d++, i += BLOCK) {
            values[d] = block[i];
        }
    }

    /** The dot product of one row with a probe, bit for bit as a scan has it. */
    float dot(int row, float[] probe) {
        float[] block = blocks[row / BLOCK];
        float sum = 0;
        for (int d = 0, i = row % BLOCK; d < dimension; d++, i += BLOCK) {
            sum = Math.fma(block[i], probe[d], sum);
        }
        return sum;
    }

    private void spread(int row) {
        float[] block = blocks[row / BLOCK];
        for (int d = 0, i = row % BLOCK; d < dimension; d++, i += BLOCK) {
            block[i] = scratch[d];
        }
    }
}
