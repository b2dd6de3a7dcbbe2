package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Arrays;

/** All rows of a gallery, in blocks: it grows by blocks, and nothing is copied. */
final class RowMatrix {
    /** A vector off the wire may be so much longer than one. */
    private static final double LENGTH = 1.001;

    private final int dimension;
    private final BlockScan scan;
    private Block[] blocks = new Block[4];
    private int used;
    private double lost;

    RowMatrix(int dimension, BlockScan scan) {
        this.dimension = dimension;
        this.scan = scan;
    }

    int blocks() {
        return used;
    }

    Block block(int index) {
        return blocks[index];
    }

    /**
     * By how much a cosine to rounded rows may differ from the one to the rows themselves: the probe's length times the
     * greatest length that rounding took from a row (Cauchy-Schwarz), and the roundings of both sums.
     */
    double slack() {
        return LENGTH * lost + 4 * (dimension + 2) * 0x1p-24;
    }

    /** Makes room for rows 0 to {@code rows - 1} and lets go of blocks beyond them. */
    void resize(int rows) {
        int needed = (rows + Block.ROWS - 1) / Block.ROWS;
        if (needed > blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(needed, blocks.length + blocks.length / 2));
        }
        while (used < needed) {
            blocks[used++] = new Block(dimension);
        }
        blocks = used - needed > Block.ROWS ? Arrays.copyOf(blocks, Math.max(4, needed)) : blocks;
        Arrays.fill(blocks, needed, Math.min(used, blocks.length), null);
        used = needed;
        lost = needed == 0 ? 0 : lost;
    }

    void write(int row, UnitVector vector) {
        vector.copyTo(of(row).exact, at(row));
        round(row);
    }

    /** Overwrites a row with zeros: what was erased is gone. */
    void clear(int row) {
        Arrays.fill(of(row).exact, at(row), at(row) + dimension, 0);
        round(row);
    }

    void move(int from, int to) {
        System.arraycopy(of(from).exact, at(from), of(to).exact, at(to), dimension);
        round(to);
        clear(from);
    }

    /** Writes the cosines of rows to a probe over those of a scan. */
    void measure(int from, int to, Scores scores, int probe) {
        for (int row = from; row < to; row++) {
            scores.cosines[scores.cosineAt(probe, row)] =
                    scan.exact(of(row).exact, at(row), scores.probes, scores.probeAt(probe));
        }
    }

    private void round(int row) {
        lost = Math.max(lost, of(row).round(row % Block.ROWS));
    }

    private Block of(int row) {
        return blocks[row / Block.ROWS];
    }

    private int at(int row) {
        return row % Block.ROWS * dimension;
    }
}
