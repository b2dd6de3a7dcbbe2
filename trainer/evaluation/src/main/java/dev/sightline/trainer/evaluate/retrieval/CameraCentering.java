package dev.sightline.trainer.evaluate.retrieval;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes off each descriptor what its camera does to all of them: the mean over the stays that the camera saw. Few stays say more of
 * who came than of the camera, so the mean is drawn toward the one over all cameras, and with one camera that is what is taken off. A
 * stay is a tracklet or, where none is named, all crops of a person in a camera; how many crops it has does not matter.
 *
 * @param prior how many stays the mean over all cameras counts for; more draw a camera's own mean closer to it
 */
public record CameraCentering(double prior) {
    /** Squared length below which what is left is rounding. */
    private static final double LEAST_LEFT = 1e-8;

    public CameraCentering {
        if (!(prior > 0) || Double.isInfinite(prior)) {
            throw new IllegalArgumentException("the prior counts stays and is above 0, got " + prior);
        }
    }

    /** Twenty stays: of eight sites none lost in rank-1 by it, where five cost one with few people a camera. */
    public static CameraCentering defaults() {
        return new CameraCentering(20);
    }

    /**
     * The crops in their order, each of length 1 again.
     *
     * @throws IllegalArgumentException when nothing is left of a crop, as where all crops are described alike
     */
    public List<LabeledDescriptor> center(List<LabeledDescriptor> crops) {
        Map<Stay, Mean> stays = new LinkedHashMap<>();
        for (LabeledDescriptor crop : crops) {
            stays.computeIfAbsent(Stay.of(crop), s -> new Mean(crop.vector().dimension()))
                    .add(crop.vector().values());
        }
        Mean everywhere = new Mean(crops.isEmpty() ? 0 : crops.get(0).vector().dimension());
        Map<String, Mean> cameras = new HashMap<>();
        stays.forEach((stay, mean) -> {
            float[] seen = mean.toward(mean, 0);
            everywhere.add(seen);
            cameras.computeIfAbsent(stay.camera(), c -> new Mean(seen.length)).add(seen);
        });
        Map<String, float[]> takenOff = new HashMap<>();
        cameras.forEach((camera, mean) -> takenOff.put(camera, mean.toward(everywhere, prior)));
        return crops.stream()
                .map(c -> less(c, Objects.requireNonNull(takenOff.get(c.camera()))))
                .toList();
    }

    private static LabeledDescriptor less(LabeledDescriptor crop, float[] mean) {
        float[] values = crop.vector().values();
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean[i];
            squares += values[i] * values[i];
        }
        if (squares < LEAST_LEFT) {
            throw new IllegalArgumentException("crop " + crop.source() + " is what its camera shows on the whole");
        }
        UnitVector left = UnitVector.normalize(
                crop.vector().modelId(), values, crop.vector().quality());
        return new LabeledDescriptor(crop.source(), crop.identity(), crop.camera(), crop.tracklet(), left);
    }

    private record Stay(String camera, String identity, String name) {
        static Stay of(LabeledDescriptor crop) {
            boolean alone = crop.tracklet().isEmpty()
                    && (crop.identity().equals(Label.JUNK) || crop.identity().equals(Label.DISTRACTOR));
            return new Stay(crop.camera(), crop.identity(), alone ? crop.source() : crop.tracklet());
        }
    }

    private static final class Mean {
        private final double[] sum;
        private int count;

        Mean(int dimension) {
            sum = new double[dimension];
        }

        void add(float[] values) {
            count++;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }

        /** This mean and another one, which counts as much as {@code weight} values of this one. */
        float[] toward(Mean other, double weight) {
            float[] mean = new float[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) ((sum[i] + weight * other.sum[i] / other.count) / (count + weight));
            }
            return mean;
        }
    }
}
