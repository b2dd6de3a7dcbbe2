package dev.sightline.contracts.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Descriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitVectorTest {

    @Test
    void shouldNormalizeToUnitLength() {
        UnitVector v = UnitVector.normalize("m@1", new float[] {3, 4}, .5f);

        assertThat(v.values()).containsExactly(.6f, .8f);
        assertThat(v.modelId()).isEqualTo("m@1");
        assertThat(v.dimension()).isEqualTo(2);
        assertThat(v.quality()).isEqualTo(.5f);
    }

    @Test
    void shouldBeTheSameDirectionWithAnotherQuality() {
        UnitVector v = UnitVector.normalize("m@1", new float[] {3, 4}, .5f);

        assertThat(v.withQuality(.9f).quality()).isEqualTo(.9f);
        assertThat(v.withQuality(.9f)).isNotEqualTo(v);
        assertThat(v.withQuality(.9f).withQuality(.5f)).isEqualTo(v);
    }

    @Test
    void shouldComeBackFromItsCompactFormToTheLastBit() {
        Random random = new Random(1);
        for (int dimension : new int[] {1, 2, 256, 512}) {
            float[] raw = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                raw[i] = (float) random.nextGaussian();
            }
            UnitVector v = UnitVector.normalize("m@1", raw, .5f);
            UnitVector rounded = v.rounded();

            assertThat(rounded.values()).containsExactly(v.values(), within(2e-5f));
            assertThat(rounded.rounded()).isEqualTo(rounded);
            assertThat(UnitVector.ofCompact("m@1", rounded.compact(), .5f)).isEqualTo(rounded);
            assertThat(rounded.compact().size()).isEqualTo(2 * dimension);
        }
    }

    @Test
    void shouldTakeTheCompactFormOfWhatIsJustShortEnough() {
        UnitVector longest = UnitVector.of(Descriptor.newBuilder()
                .setModelId("m@1")
                .setValues(ByteString.copyFrom(ByteBuffer.allocate(2 * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(.6f)
                        .putFloat(.80062f)
                        .flip()))
                .build());

        assertThat(UnitVector.ofCompact("m@1", longest.compact(), 0)).isEqualTo(longest.rounded());
    }

    @Test
    void shouldRefuseACompactFormThatIsNoUnitVector() {
        assertThatThrownBy(() -> UnitVector.ofCompact("m@1", ByteString.copyFrom(new byte[] {1, 0, 1, 0}), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("m@1");
    }

    @Test
    void shouldNormalizeVeryLongAndVeryShortVectors() {
        assertThat(UnitVector.normalize("m@1", new float[] {3e30f, 4e30f}, 1).values())
                .containsExactly(new float[] {.6f, .8f}, within(1e-6f));
        assertThat(UnitVector.normalize("m@1", new float[] {3e-30f, 4e-30f}, 1).values())
                .containsExactly(new float[] {.6f, .8f}, within(1e-6f));
    }

    @Test
    void shouldRefuseWhatHasNoDirection() {
        assertThatThrownBy(() -> UnitVector.normalize("m@1", new float[] {0, 0}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("m@1")
                .hasMessageContaining("2 values");
        assertThatThrownBy(() -> UnitVector.normalize("m@1", new float[0], 1)).hasMessageContaining("0 values");
        assertThatThrownBy(() -> UnitVector.normalize("m@1", new float[] {1, Float.NaN}, 1))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> UnitVector.normalize("m@1", new float[] {1, Float.POSITIVE_INFINITY}, 1))
                .hasMessageContaining("Infinity");
    }

    @Test
    void shouldMeasureCosineAndSquaredDistance() {
        UnitVector east = UnitVector.normalize("m@1", new float[] {1, 0}, 1);
        UnitVector north = UnitVector.normalize("m@1", new float[] {0, 2}, 1);
        UnitVector west = UnitVector.normalize("m@1", new float[] {-1, 0}, 1);

        assertThat(east.cosine(east)).isEqualTo(1);
        assertThat(east.cosine(north)).isZero();
        assertThat(east.cosine(west)).isEqualTo(-1);
        assertThat(east.squaredDistance(west)).isEqualTo(4);
        assertThat(east.squaredDistance(north)).isEqualTo(2);
    }

    @Test
    void shouldWeighAMeanByQuality() {
        UnitVector east = UnitVector.normalize("m@1", new float[] {1, 0}, .6f);
        UnitVector north = UnitVector.normalize("m@1", new float[] {0, 1}, .8f);
        UnitVector blurred = UnitVector.normalize("m@1", new float[] {-1, 0}, 0);

        UnitVector mean = UnitVector.mean(List.of(east, north));
        assertThat(mean.values()).containsExactly(new float[] {.6f, .8f}, within(1e-6f));
        assertThat(mean.quality()).isEqualTo(.8f);
        assertThat(UnitVector.mean(List.of(east, blurred)).cosine(east)).isEqualTo(1);
        assertThat(UnitVector.mean(List.of(blurred)).values()).containsExactly(-1, 0);
        assertThatThrownBy(() -> UnitVector.mean(List.of(east, UnitVector.normalize("m@2", new float[] {0, 1}, 1))))
                .isInstanceOf(IncomparableDescriptors.class);
    }

    @Test
    void shouldKeepTheIdentityOfCosineAndDistance() {
        long seed = 11;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            UnitVector a = random(random, 64);
            UnitVector b = random(random, 64);
            float[] x = a.values();
            float[] y = b.values();
            double squares = 0;
            for (int i = 0; i < x.length; i++) {
                squares += (x[i] - y[i]) * (double) (x[i] - y[i]);
            }
            assertThat(a.squaredDistance(b)).as("seed %d", seed).isCloseTo(squares, within(1e-6));
            assertThat(a.cosine(b)).isEqualTo(b.cosine(a));
        }
    }

    @Test
    void shouldRefuseToCompareTwoModels() {
        UnitVector one = UnitVector.normalize("m@1", new float[] {1, 0}, 1);
        UnitVector two = UnitVector.normalize("m@2", new float[] {1, 0}, 1);
        UnitVector longer = UnitVector.normalize("m@1", new float[] {1, 0, 0}, 1);

        assertThatThrownBy(() -> one.cosine(two))
                .isInstanceOf(IncomparableDescriptors.class)
                .hasMessageContaining("m@1")
                .hasMessageContaining("m@2");
        assertThatThrownBy(() -> one.squaredDistance(longer))
                .isInstanceOf(IncomparableDescriptors.class)
                .hasMessageContaining("2-d")
                .hasMessageContaining("3-d");
    }

    @Test
    void shouldSurviveTheWireBitForBit() {
        UnitVector v = random(new Random(3), 512);

        UnitVector back = UnitVector.of(v.toMessage());

        assertThat(back).isEqualTo(v).hasSameHashCodeAs(v);
        assertThat(v.toMessage().getValues().size()).isEqualTo(512 * 4);
    }

    @Test
    void shouldWriteLittleEndian() {
        Descriptor message = UnitVector.normalize("m@1", new float[] {1}, 1).toMessage();

        assertThat(message.getValues()).isEqualTo(ByteString.copyFrom(new byte[] {0, 0, (byte) 0x80, 0x3f}));
    }

    @Test
    void shouldRefuseBadBytes() {
        Descriptor good = random(new Random(3), 4).toMessage();

        assertThatThrownBy(() -> UnitVector.of(good.toBuilder()
                        .setValues(good.getValues().substring(1))
                        .build()))
                .hasMessageContaining("15 bytes");
        assertThatThrownBy(() -> UnitVector.of(
                        good.toBuilder().setValues(ByteString.EMPTY).build()))
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> UnitVector.of(good.toBuilder()
                        .setValues(ByteString.copyFrom(new byte[16]))
                        .build()))
                .hasMessageContaining("not unit length");
        byte[] notANumber = {0, 0, (byte) 0xc0, 0x7f};
        assertThatThrownBy(() -> UnitVector.of(good.toBuilder()
                        .setValues(ByteString.copyFrom(notANumber))
                        .build()))
                .hasMessageContaining("NaN");
    }

    @Test
    void shouldStayTheSameWhateverCallersDoWithTheirArrays() {
        float[] raw = {3, 4};
        UnitVector v = UnitVector.normalize("m@1", raw, 1);
        raw[0] = 0;
        v.values()[0] = 0;
        float[] target = new float[4];
        v.copyTo(target, 1);

        assertThat(v.values()).containsExactly(.6f, .8f);
        assertThat(target).containsExactly(0, .6f, .8f, 0);
    }

    @Test
    void shouldNeverPrintItsValues() {
        assertThat(UnitVector.normalize("m@1", new float[] {3, 4}, 1).toString())
                .contains("m@1", "2-d")
                .doesNotContain("0.6", "0.8");
    }

    private static UnitVector random(Random random, int dimension) {
        float[] raw = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            raw[i] = (float) random.nextGaussian();
        }
        return UnitVector.normalize("m@1", raw, 1);
    }
}
