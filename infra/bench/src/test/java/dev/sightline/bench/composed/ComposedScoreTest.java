package dev.sightline.bench.composed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.evaluate.Box;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComposedScoreTest {
    @Test
    void shouldCountPeopleAndPurity() {
        // given: person 1 is x in both cameras; person 2 is y in a and x in b; one box of 2 in a is in 1's tracklet
        List<FootageBox> truth = new ArrayList<>();
        List<FootageBox> result = new ArrayList<>();
        for (int frame = 1; frame <= 10; frame++) {
            add(truth, result, "a", frame, "1", "x", "a1");
            add(truth, result, "b", frame, "1", "x", "b1");
            add(truth, result, "a", frame + 20, "2", frame == 1 ? "x" : "y", frame == 1 ? "a1" : "a2");
            add(truth, result, "b", frame + 20, "2", "x", "b2");
            add(truth, result, "a", frame + 40, "3", "a3", "a3");
        }
        // when
        ComposedScore score = ComposedScore.of(truth, result, 0.5, 0.4);
        // then
        assertThat(score).isEqualTo(new ComposedScore(0.5, 0.4, 2, 1, 2, 1, 2, 49 / 50.0));
    }

    @Test
    void shouldLinkWhatTimeAllowsOnly() {
        // given: 1 and 2 look as the other one does in the next camera; time tells them apart
        List<PerfectStay> from = List.of(stay("1", 0, 10, 1, 0), stay("2", 100, 110, 0, 1));
        List<PerfectStay> to = List.of(stay("1", 30, 40, 0.2f, 1), stay("2", 130, 140, 1, 0.2f));
        // when
        ComposedCeiling looks = ComposedCeiling.of(from, to, false);
        ComposedCeiling timed = ComposedCeiling.of(from, to, true);
        // then
        assertThat(looks.right()).isZero();
        assertThat(timed).isEqualTo(new ComposedCeiling(2, 2, 0));
    }

    private static PerfectStay stay(String person, long first, long last, float... look) {
        return new PerfectStay(person, first, last, UnitVector.normalize("m@1", look, 1));
    }

    private static void add(
            List<FootageBox> truth,
            List<FootageBox> result,
            String camera,
            long frame,
            String person,
            String identity,
            String tracklet) {
        truth.add(new FootageBox(camera, frame, person, "", new Box(10, 10, 40, 100)));
        result.add(new FootageBox(camera, frame, identity, tracklet, new Box(11, 12, 40, 100)));
    }
}
