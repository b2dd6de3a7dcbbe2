package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.matcher.track.JumpGuard.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JumpGuardTest {
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;
    /** The afternoon of 2026-11-27. */
    private static final long NOW = 1_795_791_600 * SECOND;

    @Test
    void shouldTakeWhatRecordedFootageDoes() {
        Position last = at(0, 10, NOW - 1_000_000 * HOUR);

        assertThat(fault(last, at(0, 11, last.captureUs() + SECOND / 25))).isEmpty();
        assertThat(fault(last, at(0, 10 + 90_000, last.captureUs() + HOUR)))
                .as("an hour without motion at 25 frames a second")
                .isEmpty();
        assertThat(fault(last, at(0, 11, last.captureUs() - HOUR)))
                .as("a clock stepped back")
                .isEmpty();
        assertThat(fault(last, new Position(0, 500_000, last.captureUs(), true)))
                .as("the end")
                .isEmpty();
    }

    @Test
    void shouldTakeFootageThatIsSaidToBeOfTheFuture() {
        Position last = at(0, 10, NOW + 1_000 * HOUR);

        assertThat(fault(last, at(0, 11, last.captureUs() + SECOND / 25))).isEmpty();
        assertThat(fault(null, last)).as("its first frame alone is put aside").isNotEmpty();
        assertThat(at(0, 11, last.captureUs() + SECOND / 25).confirms(last, NOW))
                .isTrue();
    }

    @Test
    void shouldTakeWhatLiveCamerasDo() {
        long session = NOW / 1_000 - 3_600_000;
        Position last = at(session, 1_000, NOW - HOUR);

        assertThat(fault(last, at(session, 1_001, NOW)))
                .as("silent for an hour")
                .isEmpty();
        assertThat(fault(last, at(session, 91_000, NOW)))
                .as("skipped for an hour")
                .isEmpty();
        assertThat(fault(last, at(NOW / 1_000 - 20, 1, NOW))).as("opened again").isEmpty();
        assertThat(fault(null, at(session, 90_000, NOW)))
                .as("first seen in the middle")
                .isEmpty();
        assertThat(fault(last, at(session, 1_001, NOW + 60 * SECOND)))
                .as("a clock ahead")
                .isEmpty();
    }

    @Test
    void shouldNameWhatJumps() {
        long session = NOW / 1_000 - 10_000;
        Position last = at(session, 100, NOW - SECOND);

        assertThat(fault(last, at(session, 5_000, NOW)))
                .contains("sequence 5000 follows 100; allowed: at most 2000 later in the time that passed");
        assertThat(fault(last, at(session, 101, NOW + HOUR)))
                .hasValueSatisfying(why ->
                        assertThat(why).contains("more than 10 minutes ahead").contains("clocks"));
        assertThat(fault(last, at(NOW, 1, NOW)))
                .as("microseconds for milliseconds")
                .hasValueSatisfying(why -> assertThat(why).contains("session " + NOW));
        assertThat(fault(last, at(NOW / 1_000 - 1, 70_000, NOW)))
                .hasValueSatisfying(why -> assertThat(why).contains("sequence 70000 begins session"));
    }

    @Test
    void shouldSurviveTheLargestNumbers() {
        for (long forged : List.of(Long.MAX_VALUE, Long.MIN_VALUE)) {
            Position last = at(0, 1, NOW);

            assertThat(fault(last, at(0, 2, forged)).isPresent()).isEqualTo(forged > 0);
            assertThat(fault(last, at(0, forged, NOW)).isPresent()).isEqualTo(forged > 0);
            assertThat(fault(last, at(forged, 2, NOW)).isPresent()).isEqualTo(forged > 0);
            assertThat(fault(at(0, 1, forged), at(0, 2, NOW))).isEmpty();
        }
    }

    private static Optional<String> fault(@Nullable Position last, Position next) {
        return JumpGuard.fault(last, next, NOW);
    }

    private static Position at(long session, long sequence, long captureUs) {
        return new Position(session, sequence, captureUs, false);
    }
}
