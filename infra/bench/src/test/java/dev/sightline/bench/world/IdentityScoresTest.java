package dev.sightline.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.trainer.evaluate.Box;
import dev.sightline.trainer.evaluate.tracking.TrackSet;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import dev.sightline.trainer.evaluate.tracking.TrackingScore;
import dev.sightline.trainer.evaluate.tracking.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdentityScoresTest {
    private static final long SECOND = 1_000_000;

    @Test
    void shouldAgreeWithTheScoresOfTheProduct() {
        for (int seed = 1; seed <= 20; seed++) {
            // given
            List<Placed> placed = randomly(new Random(seed));
            // when
            IdentityAgreement agreement = IdentityAgreement.of(placed);
            TrackingScore expected = TrackingEvaluation.evaluate(Truth.of(boxes(placed, true)), boxes(placed, false));
            // then
            assertThat(agreement.idf1())
                    .as("seed %d", seed)
                    .isCloseTo(expected.crossCamera().orElseThrow().identity().idf1(), within(1e-9));
            assertThat(agreement.hota())
                    .as("seed %d", seed)
                    .isCloseTo(expected.hota().hota().get(9), within(1e-9));
        }
    }

    @Test
    void shouldCountWhatBecameOfPeople() {
        // given: person 0 keeps x, person 1 is taken for x and then becomes y, person 2 has nothing
        List<Placed> placed = List.of(
                placed(0, 0, 0, 0, "x"),
                placed(1, 0, 1, 20, "x"),
                placed(0, 1, 1, 40, "x"),
                placed(1, 1, 0, 60, "y"),
                placed(2, 0, 0, 80, ""));
        // when
        IdentityCounts counts = IdentityCounts.of(placed);
        OpenSet openSet = OpenSet.of(placed, Map.of(placed.get(0).visit().trackletId(), true));
        // then
        assertThat(counts).isEqualTo(new IdentityCounts(3, 2, 1, 2, 2, 1));
        assertThat(openSet).isEqualTo(new OpenSet(3, 1, 1, 2, 1));
        assertThat(openSet.fpirInterval().low()).isLessThan(openSet.fpir());
    }

    @Test
    void shouldFollowCorrections() {
        // given
        IdentityLog log = new IdentityLog();
        log.follow(new LinkStep(
                List.of(
                        event(IdentityEvent.Type.TYPE_CREATED, "t1", "a", ""),
                        event(IdentityEvent.Type.TYPE_LINKED, "t2", "b", "")),
                List.of(),
                List.of(),
                List.of()));
        // when: b turns out to be a, t1 is withdrawn from a and moves to c
        log.follow(new LinkStep(
                List.of(event(IdentityEvent.Type.TYPE_MERGED, "t3", "a", "b")),
                List.of(sighting("t1", "a", true), sighting("t1", "c", false)),
                List.of(),
                List.of()));
        // then
        assertThat(log.identities()).containsExactlyInAnyOrderEntriesOf(Map.of("t1", "c", "t2", "a"));
        assertThat(log.firstDecisions()).containsExactlyInAnyOrderEntriesOf(Map.of("t1", false, "t2", true));
    }

    private static IdentityEvent event(IdentityEvent.Type type, String tracklet, String identity, String other) {
        return IdentityEvent.newBuilder()
                .setType(type)
                .setTrackletId(tracklet)
                .setIdentityId(identity)
                .setOtherIdentityId(other)
                .build();
    }

    private static Sighting sighting(String tracklet, String identity, boolean withdrawn) {
        return Sighting.newBuilder()
                .setSightingId(tracklet)
                .setIdentityId(identity)
                .setWithdrawn(withdrawn)
                .build();
    }

    private static Placed placed(int person, int ordinal, int camera, int second, String identity) {
        return new Placed(new Visit(person, ordinal, camera, second * SECOND, (second + 10) * SECOND), 10, identity);
    }

    private static List<Placed> randomly(Random random) {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Visit visit = new Visit(i % 6, i / 6, random.nextInt(3), i * SECOND, i * SECOND + SECOND / 2);
            String identity = random.nextInt(8) == 0 ? "" : "id" + random.nextInt(7);
            placed.add(new Placed(visit, 1 + random.nextInt(9), identity));
        }
        return placed;
    }

    /** One box a frame, every visit at its own time and place, so that overlaps are one or none. */
    private static TrackSet boxes(List<Placed> placed, boolean truth) {
        List<TrackedBox> boxes = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            Placed p = placed.get(i);
            String identity = truth ? "p" + p.visit().person() : p.identity();
            for (int frame = 0; frame < p.boxes() && !identity.isEmpty(); frame++) {
                boxes.add(
                        new TrackedBox(p.visit().cameraId(), i * 100L + frame + 1, identity, new Box(0, 0, 10, 20), 1));
            }
        }
        return new TrackSet(boxes);
    }
}
