package dev.sightline.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MotionGateTest {
    private final MotionGate gate = new MotionGate(20, 0.01, 1_000_000);

    @Test
    void shouldLetTheFirstFrameAndMovingOnesThrough() {
        assertThat(gate.passes(0, scene(0))).isTrue();
        assertThat(gate.passes(100_000, scene(0))).isFalse();
        assertThat(gate.passes(200_000, scene(200))).isTrue();
        assertThat(gate.passes(300_000, scene(200))).isFalse();
    }

    @Test
    void shouldCompareWithTheLastFrameThatWentThrough() {
        gate.passes(0, scene(0));
        assertThat(gate.passes(100_000, scene(40))).isFalse();
        assertThat(gate.passes(200_000, scene(80))).as("slow motion adds up").isTrue();
    }

    @Test
    void shouldNotTakeNoiseForMotion() {
        gate.passes(0, scene(0));
        byte[] noisy = scene(0);
        Random random = new Random(7);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += (byte) (random.nextInt(21) - 10);
        }
        assertThat(gate.passes(100_000, noisy)).isFalse();
    }

    @Test
    void shouldLetAFrameThroughNowAndThenWithoutMotion() {
        gate.passes(0, scene(0));
        assertThat(gate.passes(999_999, scene(0))).isFalse();
        assertThat(gate.passes(1_000_000, scene(0))).isTrue();
        assertThat(gate.passes(1_100_000, scene(0))).isFalse();
    }

    @Test
    void shouldRefuseAnotherSize() {
        assertThatThrownBy(() -> gate.passes(0, new byte[5])).hasMessageContaining("5 values");
    }

    /** A gray scene with a bright object of this many pixels. */
    private static byte[] scene(int pixels) {
        byte[] luma = new byte[MotionGate.WIDTH * MotionGate.HEIGHT];
        Arrays.fill(luma, (byte) 100);
        Arrays.fill(luma, 1000, 1000 + pixels, (byte) 220);
        return luma;
    }
}
