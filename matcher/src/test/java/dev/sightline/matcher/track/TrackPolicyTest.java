package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrackPolicyTest {
    @Test
    void shouldNameKeyValueAndRangeOfWhatIsNotAllowed() {
        assertThatThrownBy(() -> new LifePolicy(0, 0.5, 5, 3, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("life.confirmHits = 0.0 is not allowed: use a value from 1.0 to 1000.0");
        assertThatThrownBy(() -> new MotionPolicy(Double.NaN, 0.08, 4, 0.6, 0.15, 2, 4))
                .hasMessageContaining("motion.positionNoise = NaN");
        assertThatThrownBy(() -> new MemoryPolicy(5, 1, 2, 1)).hasMessageContaining("memory.minimumQuality = 2.0");
    }
}
