package dev.sightline.matcher.track;

/** Cosine similarity of unit vectors by the fastest loop that this runtime offers. */
final class Cosines {
    private static final DotProduct DOT = DotProduct.fastest();

    private Cosines() {}

    /**
     * Of two unit vectors of one length, -1..1.
     *
     * @param left not changed
     * @param right not changed
     */
    static double of(float[] left, float[] right) {
        return Math.max(-1, Math.min(1, DOT.of(left, right)));
    }
}
