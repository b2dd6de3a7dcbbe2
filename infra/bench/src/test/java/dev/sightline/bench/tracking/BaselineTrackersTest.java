package dev.sightline.bench.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each of the trackers that ours is compared with is known for. */
class BaselineTrackersTest {
    private static final double HIGH = 0.6;
    private static final Sort SORT = new Sort(HIGH);
    private static final ByteTrack BYTE_TRACK = new ByteTrack(HIGH, 0.1);
    private static final OcSort OC_SORT = new OcSort(HIGH);

    private record Seen(double x, double y, double score) {}

    /** Footage in which so many frames show what {@code seen} says of them. */
    private static List<Observation> footage(int frames, IntFunction<List<Seen>> seen) {
        List<Observation> footage = new ArrayList<>();
        for (int f = 0; f < frames; f++) {
            Observation.Builder frame =
                    Observation.newBuilder().setCameraId("c").setSequence(f);
            for (Seen one : seen.apply(f)) {
                frame.addDetections(Detection.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setScore((float) one.score)
                        .setBox(Box.newBuilder()
                                .setX((float) one.x)
                                .setY((float) one.y)
                                .setWidth(50)
                                .setHeight(100)));
            }
            footage.add(frame.build());
        }
        return footage;
    }

    /** A person who stands still and is hidden in the frames between. */
    private static List<Observation> hidden(int from, int to, int frames) {
        return footage(frames, f -> f >= from && f < to ? List.of() : List.of(new Seen(100, 100, 0.9)));
    }

    private static Set<String> ids(BoxTracker tracker, List<Observation> footage) {
        return tracker.follow(footage).stream().map(TrackedBox::identity).collect(Collectors.toSet());
    }

    private static Set<Long> framesWithABox(BoxTracker tracker, List<Observation> footage) {
        return tracker.follow(footage).stream().map(TrackedBox::frame).collect(Collectors.toSet());
    }

    @Test
    void shouldFollowTwoWhoWalkPastOneAnother() {
        List<Observation> footage =
                footage(40, f -> List.of(new Seen(5 * f, 100, 0.9), new Seen(200 - 5 * f, 260, 0.9)));
        for (BoxTracker tracker : List.of(SORT, BYTE_TRACK, OC_SORT)) {
            List<TrackedBox> boxes = tracker.follow(footage);

            assertThat(boxes).hasSizeGreaterThanOrEqualTo(76);
            assertThat(boxes.stream().map(TrackedBox::identity).distinct()).hasSize(2);
        }
    }

    @Test
    void shouldWaitAsLongAsThePapersSay() {
        assertThat(ids(SORT, hidden(10, 13, 25))).hasSize(2);
        assertThat(ids(BYTE_TRACK, hidden(10, 35, 45))).hasSize(1);
        assertThat(ids(OC_SORT, hidden(10, 35, 45))).hasSize(1);
        assertThat(ids(BYTE_TRACK, hidden(10, 45, 60))).hasSize(2);
        assertThat(ids(OC_SORT, hidden(10, 45, 60))).hasSize(2);
    }

    @Test
    void shouldGoOnThroughLowScoresByByteTrackOnly() {
        List<Observation> footage = footage(30, f -> List.of(new Seen(4 * f, 100, f >= 10 && f < 20 ? 0.3 : 0.9)));
        Set<Long> low = IntStream.range(10, 20).mapToObj(Long::valueOf).collect(Collectors.toSet());

        assertThat(framesWithABox(BYTE_TRACK, footage)).containsAll(low);
        assertThat(framesWithABox(SORT, footage)).doesNotContainAnyElementsOf(low);
        assertThat(framesWithABox(OC_SORT, footage)).doesNotContainAnyElementsOf(low);
    }

    /** Prediction has them walk on; they stopped behind something. */
    @Test
    void shouldFindAgainWhereTheyWereLastSeenByOcSortOnly() {
        List<Observation> footage = footage(
                45,
                f -> f < 20
                        ? List.of(new Seen(12 * f, 100, 0.9))
                        : f < 30 ? List.of() : List.of(new Seen(12 * 19, 100, 0.9)));

        assertThat(ids(OC_SORT, footage)).hasSize(1);
        assertThat(ids(BYTE_TRACK, footage)).hasSize(2);
    }
}
