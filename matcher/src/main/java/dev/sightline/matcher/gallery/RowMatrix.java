package dev.sightline.matcher.gallery;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Arrays;
import java.util.List;

/** All rows of a gallery, in blocks: it grows by blocks, and nothing is copied. */
final class RowMatrix {
    /** A vector off the wire, or read back, may be so much longer than one. */
    static final double LENGTH = 1.01;

    /** Pairs of rows are told apart in groups of so many; beyond that each row has its own slack. */
    private static final int MOST_PAIRED = 8;

    private final int dimension;
    private final BlockScan scan;
    private final double[] residuals;
    private Block[] blocks = new Block[4];
    private int used;

    RowMatrix(int dimension, BlockScan scan) {
        this.dimension = dimension;
        this.scan = scan;
        this.residuals = new double[MOST_PAIRED * dimension];
    }

    int blocks() {
        return used;
    }

    Block block(int index) {
        return blocks[index];
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
    }

    /** Writes the rows of one identity, sorted by group, from {@code start} on. */
    void write(int start, List<Row> sorted) {
        for (int i = 0; i < sorted.size(); i++) {
            int row = start + i;
            sorted.get(i).vector().copyTo(of(row).exact, at(row));
            of(row).round(row % Block.ROWS);
        }
        for (int i = 0, next; i < sorted.size(); i = next) {
            next = i + 1;
            while (next < sorted.size()
                    && sorted.get(next).group() == sorted.get(i).group()) {
                next++;
            }
            pair(start + i, start + next);
        }
    }

    /**
     * Of several rows of a group the mean of two is what counts, and what rounding took from two has little in common: their sum is
     * shorter than both together. Each row's slack is half of its longest sum with another; half of the slacks of any two
     * is not less than half of their sum.
     */
    private void pair(int from, int to) {
        int count = to - from;
        if (count == 1 || count > MOST_PAIRED) {
            return;
        }
        double[] longest = new double[count];
        for (int i = 0; i < count; i++) {
            of(from + i).packed.residual((from + i) % Block.ROWS, residuals, i * dimension);
            for (int j = 0; j < i; j++) {
                double squares = 0;
                for (int d = 0; d < dimension; d++) {
                    double sum = residuals[i * dimension + d] + residuals[j * dimension + d];
                    squares += sum * sum;
                }
                longest[i] = Math.max(longest[i], squares);
                longest[j] = Math.max(longest[j], squares);
            }
        }
        for (int i = 0; i < count; i++) {
            PackedRows packed = of(from + i).packed;
            int row = (from + i) % Block.ROWS;
            packed.slacks[row] = Block.up(Math.sqrt(longest[i]) / 2 + packed.error(row));
        }
    }

    /** Whether a row is this vector, to the last bit. */
    boolean holds(int row, UnitVector vector) {
        float[] exact = of(row).exact;
        for (int d = 0; d < dimension; d++) {
            if (Float.floatToRawIntBits(exact[at(row) + d]) != Float.floatToRawIntBits(vector.value(d))) {
                return false;
            }
        }
        return true;
    }

    /** Overwrites a row with zeros: what was erased is gone. */
    void clear(int row) {
        Arrays.fill(of(row).exact, at(row), at(row) + dimension, 0);
        of(row).round(row % Block.ROWS);
    }

    void move(int from, int to) {
        System.arraycopy(of(from).exact, at(from), of(to).exact, at(to), dimension);
        of(to).round(to % Block.ROWS);
        of(to).packed.slacks[to % Block.ROWS] = of(from).packed.slacks[from % Block.ROWS];
        clear(from);
    }

    /** Writes the cosines of rows to a probe over those of a scan. */
    void measure(int from, int to, Scores scores, int probe) {
        for (int row = from; row < to; row++) {
            scores.cosines[scores.cosineAt(probe, row)] =
                    scan.exact(of(row).exact, at(row), scores.probes, scores.probeAt(probe));
        }
    }

    /** Raises the scores of an identity's rows, so that each is not below its own cosine, and not only means of two of them. */
    void raise(int from, int to, Scores scores, int probe) {
        for (int row = from; row < to && scores.isOfMeans(probe); row++) {
            PackedRows packed = of(row).packed;
            float more = packed.lost[row % Block.ROWS] - packed.slacks[row % Block.ROWS];
            if (more > 0) {
                scores.cosines[scores.cosineAt(probe, row)] +=
                        more * scores.rounded(probe).length() + Math.ulp(1f);
            }
        }
    }

    private Block of(int row) {
        return blocks[row / Block.ROWS];
    }

    private int at(int row) {
        return row % Block.ROWS * dimension;
    }
}
