package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long STEP = 40_000;

    private long nowUs = 5_000_000;
    private final Timeline live = Timeline.live(() -> Instant.EPOCH.plusNanos(nowUs * 1000));

    @Test
    void shouldCountRecordedTimeFromItsStart() {
        Timeline timeline = Timeline.recorded(1_000_000);

        assertThat(timeline.next(OptionalLong.of(300_000), STEP)).isEqualTo(stamp(1, 1_000_000));
        assertThat(timeline.next(OptionalLong.of(500_000), STEP)).isEqualTo(stamp(2, 1_200_000));
        assertThat(timeline.next(OptionalLong.empty(), STEP)).isEqualTo(stamp(3, 1_240_000));
    }

    @Test
    void shouldCountLostPictures() {
        Timeline timeline = Timeline.recorded(0);
        timeline.next(OptionalLong.of(0), STEP);
        timeline.skip();

        assertThat(timeline.next(OptionalLong.of(2 * STEP), STEP)).isEqualTo(stamp(3, 2 * STEP));
    }

    @Test
    void shouldNeverStandStillOrGoBack() {
        Timeline timeline = Timeline.recorded(0);
        timeline.next(OptionalLong.of(100), STEP);

        assertThat(timeline.next(OptionalLong.of(100), STEP).captureTimeUs()).isEqualTo(1);
        assertThat(timeline.next(OptionalLong.of(50), STEP).captureTimeUs()).isEqualTo(2);
    }

    @Test
    void shouldAnchorALiveStreamAtItsFirstPicture() {
        assertThat(live.next(OptionalLong.of(77_000), STEP)).isEqualTo(stamp(1, 5_000_000));
        nowUs += 500_000; // Late on the way: the stream's own clock counts.
        assertThat(live.next(OptionalLong.of(117_000), STEP)).isEqualTo(stamp(2, 5_040_000));
    }

    @Test
    void shouldAnchorAgainWhenTheStreamsClockJumps() {
        live.next(OptionalLong.of(95_000_000_000L), STEP);
        nowUs += 40_000;

        assertThat(live.next(OptionalLong.of(0), STEP)).isEqualTo(stamp(2, 5_040_000));
        nowUs += 40_000;
        assertThat(live.next(OptionalLong.of(40_000), STEP)).isEqualTo(stamp(3, 5_080_000));
    }

    @Test
    void shouldNotBelieveThatAPictureWasTakenAfterItCame() {
        assertThat(live.next(OptionalLong.of(0), STEP)).as("had waited for 3 s").isEqualTo(stamp(1, 5_000_000));
        nowUs += 10_000;
        assertThat(live.next(OptionalLong.of(3_000_000), STEP)).isEqualTo(stamp(2, 5_010_000));
        nowUs += 40_000;
        assertThat(live.next(OptionalLong.of(3_040_000), STEP)).isEqualTo(stamp(3, 5_050_000));
        nowUs += 30_000;
        assertThat(live.next(OptionalLong.of(3_090_000), STEP))
                .as("clocks do not run alike")
                .isEqualTo(stamp(4, 5_100_000));
    }

    @Test
    void shouldGoOnCountingOverConnections() {
        live.next(OptionalLong.of(0), STEP);
        live.reopened();
        nowUs += 3_000_000;

        assertThat(live.next(OptionalLong.of(1_000), STEP)).isEqualTo(stamp(2, 8_000_000));
    }

    @Test
    void shouldUseArrivalWhereTheStreamHasNoClock() {
        assertThat(live.next(OptionalLong.empty(), STEP)).isEqualTo(new Stamp(1, 5_000_000, Clock.CLOCK_ARRIVAL));
        assertThat(live.next(OptionalLong.empty(), STEP)).isEqualTo(new Stamp(2, 5_000_001, Clock.CLOCK_ARRIVAL));
    }

    private static Stamp stamp(long sequence, long micros) {
        return new Stamp(sequence, micros, Clock.CLOCK_STREAM);
    }
}
