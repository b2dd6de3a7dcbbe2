package dev.sightline.matcher.track;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.ModalityMean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one tracklet remembers of one modality: the quality-weighted sum of its descriptors, a recent mean for
 * association, and a few exemplars that are good and differ from one another. All of one model: a descriptor of
 * another model starts the memory afresh.
 */
final class Looks {
    /** Time constant of the recent mean, seconds. */
    private static final double RECENT_SECONDS = 1.5;

    private final Modality modality;
    private String modelId;
    private float[] sum;
    private float[] recent;
    /** Of {@link #recent}, when it was asked for since the last change. */
    private @Nullable UnitVector recentUnit;

    private float qualitySum;
    private int count;
    private long describedUs;
    private final List<Exemplar> exemplars;

    Looks(Modality modality) {
        this(modality, "", new float[0], new float[0], 0, 0, 0, List.of());
    }

    Looks(
            Modality modality,
            String modelId,
            float[] sum,
            float[] recent,
            float qualitySum,
            int count,
            long describedUs,
            List<Exemplar> exemplars) {
        this.modality = modality;
        this.modelId = modelId;
        this.sum = sum;
        this.recent = recent;
        this.qualitySum = qualitySum;
        this.count = count;
        this.describedUs = describedUs;
        this.exemplars = new ArrayList<>(exemplars);
    }

    /** Cosine with the recent mean; not a number when there is nothing to compare. */
    double similarity(UnitVector vector) {
        if (recent.length != vector.dimension() || !modelId.equals(vector.modelId())) {
            return Double.NaN;
        }
        if (recentUnit == null) {
            recentUnit = UnitVector.normalise(modelId, recent, 1);
        }
        return recentUnit.cosine(vector);
    }

    /** Adds a described detection; true when the exemplars changed. */
    boolean add(UnitVector vector, Exemplar exemplar, long nowUs, MemoryPolicy policy) {
        float[] values = vector.values();
        if (!modelId.equals(vector.modelId()) || sum.length != values.length) {
            modelId = vector.modelId();
            sum = new float[values.length];
            recent = values.clone();
            qualitySum = 0;
            count = 0;
            exemplars.clear();
        }
        float rate = rate(nowUs);
        float weight = Math.max(0.01f, vector.quality());
        for (int i = 0; i < values.length; i++) {
            sum[i] += weight * values[i];
            recent[i] += rate * (values[i] - recent[i]);
        }
        recentUnit = null;
        qualitySum += weight;
        count++;
        describedUs = nowUs;
        return ExemplarChoice.offer(exemplars, exemplar, policy.exemplars());
    }

    /** A plain mean at first, then one that forgets with time, whatever the frame rate. */
    private float rate(long nowUs) {
        double forgotten = 1 - StrictMath.exp(-(nowUs - describedUs) / (RECENT_SECONDS * 1e6));
        return (float) Math.max(forgotten, 1.0 / (count + 1));
    }

    ModalityMean mean() {
        return ModalityMean.newBuilder()
                .setModality(modality)
                .setVector(UnitVector.normalise(modelId, sum, Math.min(1, qualitySum / Math.max(1, count)))
                        .toMessage())
                .setCount(count)
                .build();
    }

    boolean isEmpty() {
        return count == 0;
    }

    Modality modality() {
        return modality;
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

    float qualitySum() {
        return qualitySum;
    }

    int count() {
        return count;
    }

    long describedUs() {
        return describedUs;
    }

    List<Exemplar> exemplars() {
        return List.copyOf(exemplars);
    }
}
