package dev.sightline.bench.micro;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.Random;

/** Seeded descriptors: what a person looks like, and how it looks the next time. */
final class Looks {
    static final String MODEL = "bench@1";
    static final int DIMENSION = 512;
    private static final double NOISE = 0.3;

    private Looks() {}

    /** The look of person {@code person}; equal for equal numbers. */
    static UnitVector of(int person) {
        return UnitVector.normalize(MODEL, values(new Random(person), new float[DIMENSION], 1), 0.8f);
    }

    /** The same person seen once more, about .96 cosine away. */
    static UnitVector again(UnitVector look, Random random) {
        double scale = NOISE / Math.sqrt(DIMENSION);
        return UnitVector.normalize(MODEL, values(random, look.values(), scale), 0.8f);
    }

    private static float[] values(Random random, float[] around, double scale) {
        float[] values = around.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (random.nextGaussian() * scale);
        }
        return values;
    }
}
