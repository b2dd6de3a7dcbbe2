package dev.sightline.bench.world.baseline;

import java.util.List;

/** Arithmetic on unit vectors. */
final class Vectors {
    private Vectors() {}

    static double cosine(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (double) s0 + s1 + s2 + s3;
    }

    /** The direction of {@code (1 - alpha) a + alpha b}. */
    static float[] blend(float[] a, float[] b, double alpha) {
        float[] sum = new float[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) ((1 - alpha) * a[i] + alpha * b[i]);
        }
        return unit(sum);
    }

    /** The direction of the mean. */
    static float[] mean(List<float[]> vectors) {
        float[] sum = new float[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return unit(sum);
    }

    private static float[] unit(float[] values) {
        double length = Math.sqrt(Math.max(1e-12, cosine(values, values)));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / length);
        }
        return values;
    }
}
