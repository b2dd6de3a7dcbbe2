package dev.sightline.matcher.gallery;

/** Four running sums in plain Java, for runtimes without the vector module. */
final class PlainDotProduct implements DotProduct {
    @Override
    public float of(float[] rows, int offset, float[] probe) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < probe.length; i += 4) {
            s0 += rows[offset + i] * probe[i];
            s1 += rows[offset + i + 1] * probe[i + 1];
            s2 += rows[offset + i + 2] * probe[i + 2];
            s3 += rows[offset + i + 3] * probe[i + 3];
        }
        for (; i < probe.length; i++) {
            s0 += rows[offset + i] * probe[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
