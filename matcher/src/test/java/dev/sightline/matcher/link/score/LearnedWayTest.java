package dev.sightline.matcher.link.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedWayTest {
    @Test
    void shouldTellHowLongPeopleTookAndHowManyWereSeenInBoth() {
        TransitTimes times = new TransitTimes();
        for (int i = 0; i < 40; i++) {
            learn(times, 30_000_000 + 100_000L * i);
        }
        for (int i = 0; i < 10; i++) {
            learn(times, -2_000_000);
        }
        List<WayCounts> drained = new ArrayList<>();
        times.drain((key, counts) -> drained.add(counts));

        LearnedWay way = LearnedWay.of(drained.get(0));

        assertThat(way.fromCamera()).isEqualTo("north");
        assertThat(way.toCamera()).isEqualTo("south");
        assertThat(way.people()).isEqualTo(50);
        assertThat(way.together()).isEqualTo(0.2);
        assertThat(way.usualSeconds()).as("to a quarter of it").isCloseTo(32, within(8.0));
        assertThat(way.quickSeconds()).isLessThan(way.usualSeconds());
        assertThat(way.slowSeconds()).isGreaterThan(way.usualSeconds());
    }

    @Test
    void shouldTellNothingOfNobody() {
        assertThat(LearnedWay.of(new WayCounts("a", "b", new double[0], new double[0])))
                .isEqualTo(new LearnedWay("a", "b", 0, 0, 0, 0, 0));
    }

    private static void learn(TransitTimes times, long agoUs) {
        TransitTimes.Lesson lesson = times.lesson("south");
        lesson.seen("north", agoUs, 1, 5);
        lesson.end();
    }
}
