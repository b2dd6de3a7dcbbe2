package dev.sightline.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableTimesTest {
    @Test
    void shouldPutAReadableTimeBehindEveryOneInMicroseconds() {
        String line =
                "{\"start_time_us\":\"1777622400123456\",\"exemplars\":[{\"capture_time_us\":\"1777622401000000\"}],"
                        + "\"timeUs\":1777622402000000,\"dwellUs\":15000000,\"score\":1.0E-5}";

        assertThat(ReadableTimes.in(line))
                .isEqualTo("{\"start_time_us\":\"1777622400123456\",\"start_time\":\"2026-05-01T08:00:00.123Z\","
                        + "\"exemplars\":[{\"capture_time_us\":\"1777622401000000\","
                        + "\"capture_time\":\"2026-05-01T08:00:01.000Z\"}],"
                        + "\"timeUs\":1777622402000000,\"time\":\"2026-05-01T08:00:02.000Z\","
                        + "\"dwellUs\":15000000,\"score\":1.0E-5}");
    }

    @Test
    void shouldLeaveTextsAlone() {
        String line = "{\"summary\":\"\\\"time_us\\\":\\\"5\\\"\"}";

        assertThat(ReadableTimes.in(line)).isEqualTo(line);
    }
}
