package dev.sightline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.console.api.EvidenceItem;
import dev.sightline.console.api.Sightings.SightingItem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneyBarsTest {
    @Test
    void shouldDrawARowForEachCameraOverTheWholeJourney() {
        List<JourneyBars.Row> rows =
                JourneyBars.of(List.of(stay("south", 50, 100), stay("north", 0, 20), stay("north", 99, 100)));

        assertThat(rows).extracting(JourneyBars.Row::camera).containsExactly("north", "south");
        assertThat(rows.get(0).stays())
                .containsExactly(new JourneyBars.Stay("0.0", "200.0"), new JourneyBars.Stay("990.0", "10.0"));
        assertThat(rows.get(1).stays()).containsExactly(new JourneyBars.Stay("500.0", "500.0"));
    }

    @Test
    void shouldDrawAMomentWideEnoughToBeSeen() {
        assertThat(JourneyBars.of(List.of(stay("north", 5, 5))).get(0).stays())
                .containsExactly(new JourneyBars.Stay("0.0", "4.0"));
        assertThat(JourneyBars.of(List.of())).isEmpty();
    }

    private static SightingItem stay(String camera, long from, long to) {
        return new SightingItem(
                camera + "/1/t1",
                "hall/p1",
                "hall",
                camera,
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(to),
                true,
                null,
                new EvidenceItem("", "", "new", 0, List.of()),
                List.of());
    }
}
