package dev.sightline.matcher.track;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Two running vector sums of the widest registers. The lanes are added one by one in the end: the vector API leaves the
 * order of its own lane reduction open, so interpreted and compiled code could differ in the last bit, and a replay would
 * not be byte-identical.
 */
final class SimdDotProduct implements DotProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    @Override
    public float of(float[] left, float[] right) {
        int width = SPECIES.length();
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = even;
        int i = 0;
        for (; i + 2 * width <= right.length; i += 2 * width) {
            even = FloatVector.fromArray(SPECIES, left, i).fma(FloatVector.fromArray(SPECIES, right, i), even);
            odd = FloatVector.fromArray(SPECIES, left, i + width)
                    .fma(FloatVector.fromArray(SPECIES, right, i + width), odd);
        }
        float[] lanes = even.add(odd).toArray();
        float sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        for (; i < right.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
