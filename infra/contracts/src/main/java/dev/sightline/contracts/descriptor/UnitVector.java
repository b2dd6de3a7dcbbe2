package dev.sightline.contracts.descriptor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sightline.contracts.v1.Descriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An L2-normalized descriptor in memory: the model that made it, its unit-length values and its quality. Two vectors
 * of different models have no distance; asking for one is an {@link IncomparableDescriptors} error.
 *
 * <p>Immutable: the array is copied in and out. Safe to share between threads.
 */
public final class UnitVector {
    private static final double LENGTH_TOLERANCE = 1e-3;
    private static final float LEAST_WEIGHT = 0.01f;
    /** The value 1 in the compact form. */
    private static final float COMPACT_ONE = Short.MAX_VALUE;

    private final String modelId;
    private final float[] values;
    private final float quality;

    private UnitVector(String modelId, float[] values, float quality) {
        this.modelId = Objects.requireNonNull(modelId);
        this.values = values;
        this.quality = quality;
    }

    /**
     * Normalizes raw network output.
     *
     * @param modelId manifest "id@version"
     * @param raw any finite vector that is not all zero
     * @param quality 0..1
     * @throws IllegalArgumentException for an empty, zero or non-finite vector
     */
    public static UnitVector normalize(String modelId, float[] raw, float quality) {
        double squares = 0;
        for (float v : raw) {
            squares += (double) v * v;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new IllegalArgumentException("descriptor of " + modelId + " with " + raw.length
                    + " values cannot be normalized: squared length is " + squares);
        }
        double scale = 1 / Math.sqrt(squares);
        float[] unit = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            unit[i] = (float) (raw[i] * scale);
        }
        return new UnitVector(modelId, unit, quality);
    }

    /**
     * Reads a descriptor off the wire.
     *
     * @throws IllegalArgumentException when the bytes are no unit vector
     */
    public static UnitVector of(Descriptor message) {
        ByteString bytes = message.getValues();
        if (bytes.isEmpty() || bytes.size() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "descriptor of " + message.getModelId() + " has " + bytes.size() + " bytes, not a multiple of 4");
        }
        float[] values = new float[bytes.size() / Float.BYTES];
        bytes.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        requireUnitLength(message.getModelId(), values, LENGTH_TOLERANCE);
        return new UnitVector(message.getModelId(), values, message.getQuality());
    }

    /**
     * The direction of the mean of several vectors, each counting by its {@link #weight}; its quality is the best of
     * theirs.
     *
     * @param vectors at least one, all of one model
     * @throws IncomparableDescriptors for two models or dimensions
     * @throws IllegalArgumentException when the vectors cancel each other out
     */
    public static UnitVector mean(List<UnitVector> vectors) {
        UnitVector first = vectors.get(0);
        float[] sum = new float[first.dimension()];
        float quality = 0;
        for (UnitVector vector : vectors) {
            first.requireComparable(vector);
            float weight = vector.weight();
            quality = Math.max(quality, vector.quality);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * vector.values[i];
            }
        }
        return normalize(first.modelId, sum, quality);
    }

    /** The wire form: little-endian float32. */
    public Descriptor toMessage() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Descriptor.newBuilder()
                .setModelId(modelId)
                .setValues(UnsafeByteOperations.unsafeWrap(bytes.array()))
                .setQuality(quality)
                .build();
    }

    public String modelId() {
        return modelId;
    }

    public int dimension() {
        return values.length;
    }

    public float quality() {
        return quality;
    }

    /**
     * Its values rounded to 16 bits, by less than 2e-5 each: what {@link #compact} writes and {@link #ofCompact} reads to the
     * last bit. A rounded one stays as it is.
     */
    public UnitVector rounded() {
        return new UnitVector(modelId, values(compact()), quality);
    }

    /** Little-endian 16-bit integers, the value 1 as {@link Short#MAX_VALUE}: half of the wire form. */
    public ByteString compact() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort((short) Math.round(Math.max(-1, Math.min(1, value)) * COMPACT_ONE));
        }
        return UnsafeByteOperations.unsafeWrap(bytes.array());
    }

    /**
     * Reads what {@link #compact} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no unit vector
     */
    public static UnitVector ofCompact(String modelId, ByteString compact, float quality) {
        float[] values = values(compact);
        // Rounding may have lengthened what was just short enough.
        requireUnitLength(modelId, values, 10 * LENGTH_TOLERANCE);
        return new UnitVector(modelId, values, quality);
    }

    private static float[] values(ByteString compact) {
        float[] values = new float[compact.size() / Short.BYTES];
        ShortBuffer numbers =
                compact.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i) / COMPACT_ONE;
        }
        return values;
    }

    private static void requireUnitLength(String modelId, float[] values, double tolerance) {
        double squares = 0;
        for (float v : values) {
            squares += (double) v * v;
        }
        if (!(Math.abs(squares - 1) < tolerance)) {
            throw new IllegalArgumentException(
                    "descriptor of " + modelId + " is not unit length: squared length is " + squares);
        }
    }

    /** The same values with another quality. */
    public UnitVector withQuality(float other) {
        return new UnitVector(modelId, values, other);
    }

    /** What this counts in a mean: its quality, or a hundredth when that is less. */
    public float weight() {
        return Math.max(LEAST_WEIGHT, quality);
    }

    /** A copy of the values. */
    public float[] values() {
        return values.clone();
    }

    /** One of the values, without a copy of all. */
    public float value(int index) {
        return values[index];
    }

    /** Copies the values into {@code target} at {@code offset}. */
    public void copyTo(float[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /**
     * Cosine similarity, -1..1.
     *
     * @throws IncomparableDescriptors for another model or dimension
     */
    public double cosine(UnitVector other) {
        requireComparable(other);
        double dot = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
        }
        return Math.max(-1, Math.min(1, dot));
    }

    private void requireComparable(UnitVector other) {
        if (!modelId.equals(other.modelId) || values.length != other.values.length) {
            throw new IncomparableDescriptors(modelId, values.length, other.modelId, other.values.length);
        }
    }

    /** Squared Euclidean distance, 0..4: 2(1 - cosine). */
    public double squaredDistance(UnitVector other) {
        return 2 * (1 - cosine(other));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof UnitVector v
                && modelId.equals(v.modelId)
                && Float.compare(quality, v.quality) == 0
                && Arrays.equals(values, v.values);
    }

    @Override
    public int hashCode() {
        return 31 * modelId.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        // Never the values: a descriptor is biometric data.
        return "UnitVector[" + modelId + ", " + values.length + "-d, quality " + quality + "]";
    }
}
