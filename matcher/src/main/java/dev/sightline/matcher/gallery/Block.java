package dev.sightline.matcher.gallery;

/**
 * {@value #ROWS} rows twice: as they are, one after the other, and rounded to a byte a value, the first values of all rows
 * side by side, then all second values, and so on. So a register holds one value of many rows, each row has a running sum
 * of its own, and a scan reads a quarter of the bytes and has nothing to add up across a register.
 */
final class Block {
    /** A multiple of eight registers of 512 bits. */
    static final int ROWS = 128;

    private static final int STEPS = 127;

    /** Row after row. */
    final float[] exact;
    /** Value after value, of all rows. */
    final byte[] rounded;
    /** By how much a row's bytes are to be multiplied. */
    final float[] scales = new float[ROWS];

    private final int dimension;

    Block(int dimension) {
        this.dimension = dimension;
        this.exact = new float[ROWS * dimension];
        this.rounded = new byte[ROWS * dimension];
    }

    /** Rounds the row that {@link #exact} has at {@code row}, and returns the length of what rounding took away. */
    double round(int row) {
        int from = row * dimension;
        float greatest = 0;
        for (int d = 0; d < dimension; d++) {
            greatest = Math.max(greatest, Math.abs(exact[from + d]));
        }
        float scale = greatest / STEPS;
        scales[row] = scale;
        double squares = 0;
        for (int d = 0, to = row; d < dimension; d++, to += ROWS) {
            float value = exact[from + d];
            int step = scale > 0 ? Math.max(-STEPS, Math.min(STEPS, Math.round(value / scale))) : 0;
            rounded[to] = (byte) step;
            double lost = value - (double) scale * step;
            squares += lost * lost;
        }
        return Math.sqrt(squares);
    }
}
