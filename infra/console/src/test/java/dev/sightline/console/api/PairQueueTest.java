package dev.sightline.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.label.TrackletPair;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairQueueTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void shouldAskFirstAboutWhatIsNearestToTheThreshold() {
        SightingView same = stay("a", "north", 0, 0);
        SightingView alike = stay("b", "south", 100, 10);
        SightingView doubtful = stay("c", "west", 200, 45);

        List<PairQueue.Pair> queue = PairQueue.of(List.of(same, alike, doubtful), pair -> true, 9);

        assertThat(queue)
                .extracting(PairQueue.Pair::ids)
                .containsExactly(new TrackletPair("b", "c"), new TrackletPair("a", "c"), new TrackletPair("a", "b"));
        assertThat(queue.get(0).threshold()).isEqualTo(0.4);
    }

    @Test
    void shouldLeaveOutWhatIsClearAndWhatWasAnswered() {
        SightingView one = stay("a", "north", 0, 0);
        SightingView beside = stay("b", "north", 5, 40);
        SightingView later = stay("c", "north", 60, 40);
        Set<TrackletPair> answered = Set.of(new TrackletPair("c", "b"));

        List<PairQueue.Pair> queue = PairQueue.of(List.of(one, beside, later), pair -> !answered.contains(pair), 9);

        assertThat(queue).extracting(PairQueue.Pair::ids).containsExactly(new TrackletPair("a", "c"));
    }

    @Test
    void shouldAskAboutManyPeopleInsteadOfOneManyTimes() {
        List<SightingView> stays = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            stays.add(stay("t" + i, "camera" + i, i * 100, 10 * i));
        }

        List<PairQueue.Pair> queue = PairQueue.of(stays, pair -> true, 8);

        for (SightingView stay : stays) {
            assertThat(queue.stream().filter(pair -> pair.left() == stay || pair.right() == stay))
                    .hasSizeLessThanOrEqualTo(2);
        }
        assertThat(queue).hasSizeGreaterThan(5);
    }

    @Test
    void shouldSuggestWhoMayBeTheSamePersonTheMostAlikeFirst() {
        SightingView own = stay("a", "hall/p1", "north", 0, 0);
        List<SightingView> stays = List.of(
                own,
                stay("b", "hall/p1", "south", 100, 5),
                stay("c", "hall/p2", "west", 200, 20),
                stay("d", "hall/p2", "east", 300, 30),
                stay("e", "hall/p3", "west", 400, 12),
                stay("f", "hall/p4", "west", 500, 90),
                stay("g", "hall/p5", "north", 5, 0));

        List<PairQueue.Pair> alike = PairQueue.alike(stays, "hall/p1", pair -> true, 9);

        assertThat(alike)
                .as("not p4, who looks otherwise, and not p5 beside the stay that looks alike")
                .extracting(
                        pair -> pair.left().sightingId() + " " + pair.right().sightingId())
                .containsExactly("b g", "b e", "b c");
        assertThat(PairQueue.alike(stays, "hall/p1", pair -> !pair.equals(new TrackletPair("b", "e")), 2))
                .extracting(pair -> pair.right().identityId())
                .containsExactly("hall/p5", "hall/p3");
    }

    private static SightingView stay(String id, String camera, int second, int degrees) {
        return stay(id, "hall/p1", camera, second, degrees);
    }

    private static SightingView stay(String id, String identity, String camera, int second, int degrees) {
        double angle = Math.toRadians(degrees);
        UnitVector look =
                UnitVector.normalize("model@1", new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}, 0.9f);
        return new SightingView(
                id,
                identity,
                "hall",
                camera,
                7,
                1,
                9,
                NOON.plusSeconds(second),
                NOON.plusSeconds(second + 10),
                true,
                false,
                Optional.empty(),
                Evidence.newBuilder()
                        .addComparisons(Comparison.newBuilder()
                                .setModality(Modality.MODALITY_PERSON)
                                .setModelId("model@1")
                                .setThreshold(0.4))
                        .build(),
                List.of(new ExemplarView(
                        Modality.MODALITY_PERSON,
                        look,
                        0.9f,
                        camera,
                        7,
                        1,
                        0,
                        NOON,
                        Optional.of(CropReference.of(dev.sightline.contracts.v1.ImageReference.newBuilder()
                                .setUri("crop:" + id + ".jpg")
                                .build())))));
    }
}
