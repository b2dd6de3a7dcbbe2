package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTimesTest {
    private static final Set<String> CAMERAS = Set.of("north", "south");

    @Test
    void shouldTakeOneTimeForAllAndAnotherForOne() {
        StartTimes times =
                StartTimes.parse(List.of("2026-05-01T08:00:00Z", "south=2026-05-01T10:00:20.5+02:00"), CAMERAS);

        assertThat(times.micros("north")).isEqualTo(1_777_622_400_000_000L);
        assertThat(times.micros("south")).isEqualTo(1_777_622_420_500_000L);
    }

    @Test
    void shouldLeaveTheSourcesTimesWithoutOne() {
        assertThat(StartTimes.parse(List.of(), CAMERAS).micros("north")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-05-01 08:00:00 | must be a date and time after 1970 with its zone",
                "2026-05-01T08:00:00 | must be a date and time after 1970 with its zone",
                "1969-05-01T08:00:00Z | must be a date and time after 1970 with its zone",
                "east=2026-05-01T08:00:00Z | there is no --camera of that name",
                "north=2026-05-01T08:00:00Z | not for south",
            })
    void shouldRefuse(String given, String message) {
        assertThatThrownBy(() -> StartTimes.parse(List.of(given), CAMERAS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseTwoTimesForAll() {
        assertThatThrownBy(() -> StartTimes.parse(List.of("2026-05-01T08:00:00Z", "2026-05-01T09:00:00Z"), CAMERAS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--start CAMERA=TIME");
    }
}
