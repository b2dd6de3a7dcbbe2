package dev.sightline.bench.world;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded descriptors of people who do not exist. The spectrum falls as that of trained descriptors does, so that a few
 * directions (light and dark, colours) make strangers look alike.
 */
final class SyntheticLooks implements Looks {
    static final String MODEL = "synthetic@1";
    private static final int DIMENSION = 256;
    private static final double USUAL_QUALITY = 0.7;
    private static final long PERSON = 1L << 40;
    private static final long GROUP = 2L << 40;
    private static final long CAMERA = 3L << 40;
    private static final long VISIT = 4L << 40;

    private final LookNoise noise;
    private final long seed;
    private final int groups;
    private final float[] scale;
    private final float[] common;

    /** @param people how many there are, which sets how many groups of look-alikes */
    SyntheticLooks(LookNoise noise, int people, long seed) {
        this.noise = noise;
        this.seed = seed;
        this.groups = Math.max(1, (int) Math.round(people / noise.group()));
        this.scale = spectrum(noise.falloff());
        // All worlds share what all people share: it belongs to the model.
        this.common = draw(new Random(1));
    }

    @Override
    public String modelId() {
        return MODEL;
    }

    @Override
    public List<UnitVector> crops(Visit visit, int count) {
        float[] base = new float[DIMENSION];
        add(base, common, noise.common());
        int group = new Random(mixed(PERSON + visit.person()) + 1).nextInt(groups);
        add(base, draw(random(GROUP + group)), noise.alike());
        add(base, draw(random(PERSON + visit.person())), 1 - noise.alike());
        add(base, draw(random(CAMERA + visit.camera())), noise.camera());
        Random own = random(VISIT + visit.person() * 1_000L + visit.ordinal());
        add(base, draw(own), noise.visit() * Math.exp(noise.spread() * own.nextGaussian()));
        List<UnitVector> crops = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float quality = (float) (0.5 + 0.4 * own.nextDouble());
            float[] crop = base.clone();
            add(crop, draw(own), noise.crop() * Math.pow(USUAL_QUALITY / quality, 2));
            crops.add(UnitVector.normalize(MODEL, crop, quality));
        }
        return List.copyOf(crops);
    }

    private static float[] spectrum(double falloff) {
        double[] power = new double[DIMENSION];
        double sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            power[i] = 1 / (1 + i / falloff);
            sum += power[i];
        }
        float[] scale = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            scale[i] = (float) Math.sqrt(power[i] / sum);
        }
        return scale;
    }

    private Random random(long what) {
        return new Random(mixed(what));
    }

    private long mixed(long what) {
        long z = (seed * 0x9E3779B97F4A7C15L) ^ (what * 0xBF58476D1CE4E5B9L);
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private float[] draw(Random random) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) random.nextGaussian() * scale[i];
        }
        return values;
    }

    private static void add(float[] sum, float[] part, double power) {
        float factor = (float) Math.sqrt(power);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * part[i];
        }
    }
}
