package dev.sightline.matcher.gallery;

/**
 * The inner loop of the search: a block of rows against probes. Implementations give equal bits: a row's sum is the fused
 * multiply-add of its values in order, nothing else. Chosen once by what the Java runtime offers; pure and safe to share.
 */
interface BlockScan {
    /** Probes that {@link #four} takes at once. */
    int FOUR = 4;

    /**
     * Scores one block for the probe at {@code probe} of the scores' probes.
     *
     * @param block as {@link RowMatrix} lays it out
     */
    void one(float[] block, int blockIndex, int probe, Scores scores);

    /** Scores one block for the four probes from {@code probe} on. */
    void four(float[] block, int blockIndex, int probe, Scores scores);

    /** The fastest one this runtime offers: SIMD where the vector module was added, else a plain loop. */
    static BlockScan fastest() {
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return simd ? new SimdBlockScan() : new PlainBlockScan();
    }
}
