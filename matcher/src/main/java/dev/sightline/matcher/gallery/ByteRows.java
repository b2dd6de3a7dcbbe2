package dev.sightline.matcher.gallery;

/**
 * The rows of a block rounded to a byte a value, the first values of all rows side by side, then all second values, and so on:
 * less is lost than in {@link PackedRows}, for batches, which read them once for many probes.
 */
final class ByteRows {
    private static final int STEPS = 127;

    final byte[] rounded;
    /** By how much a row's bytes are to be multiplied. */
    final float[] scales = new float[Block.ROWS];
    /** At least the length of what rounding took from a row. */
    final float[] lost = new float[Block.ROWS];

    private final float[] exact;
    private final int dimension;

    /** @param exact the rows of the block as they are */
    ByteRows(float[] exact, int dimension) {
        this.exact = exact;
        this.dimension = dimension;
        this.rounded = new byte[Block.ROWS * dimension];
    }

    /** Rounds the row that the block has at {@code row}. */
    void round(int row) {
        int from = row * dimension;
        float greatest = 0;
        for (int d = 0; d < dimension; d++) {
            greatest = Math.max(greatest, Math.abs(exact[from + d]));
        }
        float scale = greatest / STEPS;
        scales[row] = scale;
        double squares = 0;
        for (int d = 0, to = row; d < dimension; d++, to += Block.ROWS) {
            float value = exact[from + d];
            int step = scale > 0 ? Math.max(-STEPS, Math.min(STEPS, Math.round(value / scale))) : 0;
            rounded[to] = (byte) step;
            double left = value - (double) scale * step;
            squares += left * left;
        }
        lost[row] = Block.up(Math.sqrt(squares));
    }
}
