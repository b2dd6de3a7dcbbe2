package dev.sightline.matcher.track;

/** Four running sums in plain Java, for runtimes without the vector module. */
final class PlainDotProduct implements DotProduct {
    @Override
    public float of(float[] left, float[] right) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < right.length; i += 4) {
            s0 += left[i] * right[i];
            s1 += left[i + 1] * right[i + 1];
            s2 += left[i + 2] * right[i + 2];
            s3 += left[i + 3] * right[i + 3];
        }
        for (; i < right.length; i++) {
            s0 += left[i] * right[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
