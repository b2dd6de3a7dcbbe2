package dev.sightline.matcher.gallery;

/** The inner loop of the search, chosen once by what the Java runtime offers. Pure and safe to share. */
interface DotProduct {
    /**
     * The dot product of one row with a probe. The order of additions is fixed, so equal input gives equal bits in
     * every run on one machine; implementations may differ in the last bits.
     *
     * @param rows rows one after the other
     * @param offset where the row begins
     * @param probe as long as a row
     */
    float of(float[] rows, int offset, float[] probe);

    /** The fastest one this runtime offers: SIMD where the vector module was added, else a plain loop. */
    static DotProduct fastest() {
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return simd ? new SimdDotProduct() : new PlainDotProduct();
    }
}
