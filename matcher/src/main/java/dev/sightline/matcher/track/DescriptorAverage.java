package dev.sightline.matcher.track;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.v1.AverageState;
import dev.sightline.matcher.v1.AverageStep;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one model made of a tracklet in one modality: the quality-weighted sum of its descriptors, and a recent mean for
 * association. Mutable, owned by its {@link Appearance}. Its state is a snapshot, taken once in a while, and the steps
 * since: each step is a quarter of a snapshot's size, and a frame that describes the person writes one of them.
 */
final class DescriptorAverage {
    /** Time constant of the recent mean, seconds. */
    private static final double RECENT_SECONDS = 1.5;

    /** Steps between two snapshots. */
    private static final int STEPS = 16;
    /** The value 1 of a unit vector as a step has it. */
    private static final float ONE = Short.MAX_VALUE;

    private final String modelId;
    private final float[] sum;
    private final float[] recent;
    /** {@link #recent} at unit length, when it was asked for since the last change. */
    private float @Nullable [] recentUnit;
    /** Where a descriptor that is compared is copied to: each box is compared with each tracklet. */
    private final float[] compared;

    private AverageState snapshot = AverageState.getDefaultInstance();
    private final List<AverageStep> steps = new ArrayList<>();

    private float qualitySum;
    private int count;
    private long describedUs;

    private DescriptorAverage(String modelId, float[] sum, float[] recent) {
        this.modelId = modelId;
        this.sum = sum;
        this.recent = recent;
        this.compared = new float[recent.length];
    }

    /** Nothing yet, of the model and dimension of a descriptor. */
    static DescriptorAverage like(UnitVector vector) {
        return new DescriptorAverage(vector.modelId(), new float[vector.dimension()], vector.values());
    }

    /** As it was saved: a snapshot and the steps since, in order. */
    static DescriptorAverage restored(AverageState snapshot, List<AverageStep> steps) {
        DescriptorAverage restored =
                new DescriptorAverage(snapshot.getModelId(), floats(snapshot.getSum()), floats(snapshot.getRecent()));
        restored.qualitySum = snapshot.getQualitySum();
        restored.count = snapshot.getCount();
        restored.describedUs = snapshot.getDescribedUs();
        restored.snapshot = snapshot;
        for (AverageStep step : steps) {
            restored.take(step);
            restored.steps.add(step);
        }
        return restored;
    }

    /** Whether a descriptor can be compared with this. */
    boolean fits(UnitVector vector) {
        return modelId.equals(vector.modelId()) && sum.length == vector.dimension();
    }

    /** Cosine with the recent mean; only for a descriptor that {@link #fits}. */
    double cosine(UnitVector vector) {
        if (recentUnit == null) {
            recentUnit = UnitVector.normalize(modelId, recent, 1).values();
        }
        vector.copyTo(compared, 0);
        return Cosines.of(recentUnit, compared);
    }

    /** Takes in a descriptor that {@link #fits}. */
    void add(UnitVector vector, long nowUs) {
        AverageStep step = AverageStep.newBuilder()
                .setValues(rounded(vector.values()))
                .setWeight(vector.weight())
                .setDescribedUs(nowUs)
                .build();
        take(step);
        if (count == 1 || steps.size() == STEPS) {
            snapshot = toSnapshot();
            steps.clear();
        } else {
            steps.add(step);
        }
    }

    private void take(AverageStep step) {
        float rate = rate(step.getDescribedUs());
        float weight = step.getWeight();
        ShortBuffer values = step.getValues()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        for (int i = 0; i < sum.length; i++) {
            float value = values.get(i) / ONE;
            sum[i] += weight * value;
            recent[i] += rate * (value - recent[i]);
        }
        recentUnit = null;
        qualitySum += weight;
        count++;
        describedUs = step.getDescribedUs();
    }

    private static ByteString rounded(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort((short) Math.round(value * ONE));
        }
        return ByteString.copyFrom(bytes.flip());
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

    int count() {
        return count;
    }

    /** What {@link #restored} begins with; the same object until the next snapshot. */
    AverageState snapshot() {
        return snapshot;
    }

    /** What came since the snapshot, in order. */
    List<AverageStep> steps() {
        return List.copyOf(steps);
    }

    private AverageState toSnapshot() {
        return AverageState.newBuilder()
                .setModelId(modelId)
                .setSum(bytes(sum))
                .setRecent(bytes(recent))
                .setQualitySum(qualitySum)
                .setCount(count)
                .setDescribedUs(describedUs)
                .build();
    }

    private static ByteString bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ByteString.copyFrom(bytes);
    }

    private static float[] floats(ByteString bytes) {
        float[] values = new float[bytes.size() / Float.BYTES];
        bytes.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
