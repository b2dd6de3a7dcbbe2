package dev.sightline.trainer.gate;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.gate.GateInput.Contender;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up people: each a random point, each crop that point and noise; a better model has less noise. */
final class Crowd {
    private static final int DIMENSION = 16;

    private Crowd() {}

    /**
     * What a model makes of some people, in two cameras, three crops in each.
     *
     * @param noise of every crop
     * @param seed of the noise; the people are always the same
     */
    static Contender seenBy(String model, int people, double noise, long seed) {
        return seenBy(model, people, noise, noise, seed);
    }

    /** As above, with other noise in a third camera. */
    static Contender seenBy(String model, int people, double noise, double third, long seed) {
        Random points = new Random(7);
        Random random = new Random(seed);
        String[] cameras = noise == third ? new String[] {"a", "b"} : new String[] {"a", "b", "c"};
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            double[] point = points.doubles(DIMENSION, -1, 1).toArray();
            for (String camera : cameras) {
                for (int k = 0; k < 3; k++) {
                    float[] values = new float[DIMENSION];
                    for (int i = 0; i < DIMENSION; i++) {
                        values[i] = (float) (point[i] + (camera.equals("c") ? third : noise) * random.nextGaussian());
                    }
                    crops.add(new LabeledDescriptor(
                            p + camera + k, "person" + p, camera, "", UnitVector.normalize(model, values, 1)));
                }
            }
        }
        return new Contender(model, crops);
    }
}
