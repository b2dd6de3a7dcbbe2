package dev.sightline.matcher.gallery;

/** The inner loop of the search: blocks of rows against probes. One thread. */
interface BlockScan {
    /**
     * Scores a block for the first {@code probes} probes of the scores. What is written for a row is not its cosine: the mean of
     * those of the one or two greatest of an identity in a group is at least that of the true ones. Implementations may differ
     * above that: what is found is measured again, exactly.
     */
    void scan(Block block, int blockIndex, int probes, Scores scores);

    /** The dot product of a row and a probe, to the same bits in every implementation. */
    float exact(float[] rows, int row, float[] probes, int probe);

    /**
     * The fastest one this runtime offers: SIMD where the vector module was added and registers hold eight values or more,
     * else a plain loop.
     */
    static BlockScan fastest(int dimension) {
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return simd && SimdBlockScan.isFast() ? new SimdBlockScan(dimension) : new PlainBlockScan(dimension);
    }
}
