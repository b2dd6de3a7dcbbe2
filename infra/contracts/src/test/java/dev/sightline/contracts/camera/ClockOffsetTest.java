package dev.sightline.contracts.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    private final ClockOffset offset = new ClockOffset();
    private final Random random = new Random(5);
    private long nowUs = 1_700_000_000_000_000L;

    @Test
    void shouldFindWhatAClockIsAheadThroughAJitteringNetwork() {
        feed(30, -3_000_000, 40_000, 200_000);

        assertThat(offset.leastDelayUs()).isBetween(-2_960_000L, -2_940_000L);
    }

    @Test
    void shouldTakeWhatTheNetworkAddsForNoOffset() {
        feed(30, 0, 40_000, 200_000);

        assertThat(offset.leastDelayUs()).isBetween(40_000L, 60_000L);
    }

    @Test
    void shouldNotBelieveOneWildFrame() {
        feed(30, 0, 40_000, 10_000);
        offset.arrived(nowUs + 60_000_000, nowUs);
        feed(5, 0, 40_000, 10_000);

        assertThat(offset.leastDelayUs()).isBetween(40_000L, 50_000L);
    }

    @Test
    void shouldFollowAClockThatIsSetBackWithin10Seconds() {
        feed(30, -3_000_000, 40_000, 10_000);
        feed(10, 0, 40_000, 10_000);

        assertThat(offset.leastDelayUs()).isBetween(40_000L, 50_000L);
    }

    @Test
    void shouldGoOnFromWhatItRemembers() {
        feed(30, -3_000_000, 40_000, 200_000);

        ClockOffset other = new ClockOffset(offset.recent());

        assertThat(offset.recent()).hasSize(5);
        assertThat(other.leastDelayUs()).isEqualTo(offset.leastDelayUs());
    }

    @Test
    void shouldKeepWhatItKnowsWhenTheMachinesClockIsSetBack() {
        feed(10, 0, 40_000, 10_000);
        nowUs -= 3_600_000_000L;
        feed(10, 0, 40_000, 10_000);

        assertThat(offset.leastDelayUs()).isBetween(40_000L, 50_000L);
        assertThat(offset.recent()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(offset.leastDelayUs()).isZero();
    }

    /** Ten frames a second. */
    private void feed(int seconds, long clockDelayUs, long leastUs, int jitterUs) {
        for (int i = 0; i < seconds * 10; i++) {
            nowUs += 100_000;
            offset.arrived(nowUs - clockDelayUs - leastUs - random.nextInt(jitterUs), nowUs);
        }
    }
}
