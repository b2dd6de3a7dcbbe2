package dev.sightline.store.search;

/**
 * The inner loop of a scan: dot products of rows of bytes with the probe it was made for. They are whole numbers, so every
 * implementation gives the same. Pure and safe to share.
 */
interface ByteDot {
    /** @param from where in {@code rows} a row begins that is as long as the probe */
    int of(byte[] rows, int from);

    /** The fastest one this runtime offers: SIMD where the vector module was added, else a plain loop. */
    static ByteDot fastest(byte[] probe) {
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return simd && SimdByteDot.isFast() ? new SimdByteDot(probe) : new PlainByteDot(probe);
    }
}
