package dev.sightline.matcher.track;

/** The inner loop of a cosine, chosen once by what the Java runtime offers. Pure and safe to share. */
interface DotProduct {
    /**
     * The order of additions is fixed, so equal input gives equal bits in every run on one machine; implementations may
     * differ in the last bits.
     *
     * @param left not changed
     * @param right of the same length
     */
    float of(float[] left, float[] right);

    /** The fastest one this runtime offers: SIMD where the vector module was added, else a plain loop. */
    static DotProduct fastest() {
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return simd ? new SimdDotProduct() : new PlainDotProduct();
    }
}
