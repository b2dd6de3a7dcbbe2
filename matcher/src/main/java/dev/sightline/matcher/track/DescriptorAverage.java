package dev.sightline.matcher.track;

import dev.sightline.contracts.descriptor.UnitVector;
import org.jspecify.annotations.Nullable;

/**
 * What one model made of a tracklet in one modality: the quality-weighted sum of its descriptors, and a recent mean for
 * association. Mutable, owned by its {@link Appearance}.
 */
final class DescriptorAverage {
    /** Time constant of the recent mean, seconds. */
    private static final double RECENT_SECONDS = 1.5;

    private final String modelId;
    private final float[] sum;
    private final float[] recent;
    /** Of {@link #recent}, when it was asked for since the last change. */
    private @Nullable UnitVector recentUnit;

    private float qualitySum;
    private int count;
    private long describedUs;

    private DescriptorAverage(String modelId, float[] sum, float[] recent) {
        this.modelId = modelId;
        this.sum = sum;
        this.recent = recent;
    }

    /** Nothing yet, of the model and dimension of a descriptor. */
    static DescriptorAverage like(UnitVector vector) {
        return new DescriptorAverage(vector.modelId(), new float[vector.dimension()], vector.values());
    }

    /** As it was saved. */
    static DescriptorAverage restored(String modelId, float[] sum, float[] recent, Tally tally) {
        DescriptorAverage restored = new DescriptorAverage(modelId, sum, recent);
        restored.qualitySum = tally.qualitySum();
        restored.count = tally.count();
        restored.describedUs = tally.describedUs();
        return restored;
    }

    /**
     * How much went in.
     *
     * @param qualitySum sum of the weights
     * @param count descriptors
     * @param describedUs event time of the last one
     */
    record Tally(float qualitySum, int count, long describedUs) {}

    /** Whether a descriptor can be compared with this. */
    boolean fits(UnitVector vector) {
        return modelId.equals(vector.modelId()) && sum.length == vector.dimension();
    }

    /** Cosine with the recent mean; only for a descriptor that {@link #fits}. */
    double cosine(UnitVector vector) {
        if (recentUnit == null) {
            recentUnit = UnitVector.normalize(modelId, recent, 1);
        }
        return recentUnit.cosine(vector);
    }

    /** Takes in a descriptor that {@link #fits}. */
    void add(UnitVector vector, long nowUs) {
        float[] values = vector.values();
        float rate = rate(nowUs);
        float weight = vector.weight();
        for (int i = 0; i < values.length; i++) {
            sum[i] += weight * values[i];
            recent[i] += rate * (values[i] - recent[i]);
        }
        recentUnit = null;
        qualitySum += weight;
        count++;
        describedUs = nowUs;
    }

    /** The mean of all descriptors, weighted by quality, unit length. */
    UnitVector mean() {
        return UnitVector.normalize(modelId, sum, Math.min(1, qualitySum / Math.max(1, count)));
    }

    /** A plain mean at first, then one that forgets with time, whatever the frame rate. */
    private float rate(long nowUs) {
        double forgotten = 1 - StrictMath.exp(-(nowUs - describedUs) / (RECENT_SECONDS * 1e6));
        return (float) Math.max(forgotten, 1.0 / (count + 1));
    }

    String modelId() {
        return modelId;
    }

    float[] sum() {
        return sum;
    }

    float[] recent() {
        return recent;
    }

    int count() {
        return count;
    }

    Tally tally() {
        return new Tally(qualitySum, count, describedUs);
    }
}
