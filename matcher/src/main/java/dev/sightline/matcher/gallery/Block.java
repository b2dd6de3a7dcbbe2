package dev.sightline.matcher.gallery;

/** {@value #ROWS} rows three times: as they are, one after the other, and rounded in two ways, for one probe and for many. */
final class Block {
    /** A multiple of eight registers of 512 bits. */
    static final int ROWS = 128;

    /** Row after row. */
    final float[] exact;

    final PackedRows packed;
    final ByteRows bytes;

    Block(int dimension) {
        this.exact = new float[ROWS * dimension];
        this.packed = new PackedRows(exact, dimension);
        this.bytes = new ByteRows(exact, dimension);
    }

    /** Rounds the row that {@link #exact} has at {@code row}. */
    void round(int row) {
        packed.round(row);
        bytes.round(row);
    }

    /** As a float that is not less. */
    static float up(double value) {
        return Math.nextUp((float) value);
    }
}
