package dev.sightline.app.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.results.Person.Stay;
import java.util.List;
import org.junit.jupiter.api.Test;

class StayChartTest {
    @Test
    void shouldPutStaysThatOverlapIntoLanesOfTheirOwn() {
        List<Stay> stays = List.of(
                stay("north", 0, 100),
                stay("south", 50, 80),
                stay("south", 80, 120),
                stay("east", 90, 95),
                stay("north", 100, 130));

        assertThat(StayChart.lanes(stays)).containsExactly(0, 1, 1, 2, 0);
    }

    @Test
    void shouldKeepOneLaneForStaysOneAfterAnother() {
        assertThat(StayChart.lanes(List.of(stay("north", 0, 100), stay("south", 100, 200))))
                .containsExactly(0, 0);
    }

    private static Stay stay(String camera, long start, long end) {
        return new Stay(camera + start, camera, start, end, List.of());
    }
}
