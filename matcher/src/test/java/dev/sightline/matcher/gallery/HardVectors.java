package dev.sightline.matcher.gallery;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Vectors that are hard to round: few values that are not zero, equal ones, near copies, one great value, a little longer than 1. */
final class HardVectors {
    private HardVectors() {}

    static UnitVector vector(Random random, int dimension) {
        float[] values = new float[dimension];
        int kind = random.nextInt(6);
        for (int i = 0; i < dimension; i++) {
            values[i] = switch (kind) {
                case 0 -> 0;
                case 1 -> 1;
                case 2 -> random.nextBoolean() ? 1 : -1;
                case 3 -> Math.max(0, (float) random.nextGaussian() - 1);
                case 4 -> 1e-3f * (float) random.nextGaussian();
                default -> (float) new Random(i).nextGaussian() + 1e-3f * (float) random.nextGaussian();
            };
        }
        if (kind == 0 || kind == 3 || kind == 4) {
            values[random.nextInt(dimension)] += random.nextBoolean() ? 1 : -1;
        }
        return random.nextBoolean() ? UnitVector.normalize("m@1", values, 1) : longer(values);
    }

    /** As long as is taken off the wire. */
    private static UnitVector longer(float[] values) {
        UnitVector unit = UnitVector.normalize("m@1", values, 1);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : unit.values()) {
            bytes.putFloat(1.0004f * value);
        }
        return UnitVector.of(Descriptor.newBuilder()
                .setModelId("m@1")
                .setValues(ByteString.copyFrom(bytes.array()))
                .setQuality(1)
                .build());
    }
}
