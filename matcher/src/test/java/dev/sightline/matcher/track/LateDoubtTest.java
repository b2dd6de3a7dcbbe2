package dev.sightline.matcher.track;

import static dev.sightline.matcher.track.Scenes.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A change of person that shows long after the meeting, because few boxes are described. */
class LateDoubtTest {
    private static final int RED = 1;
    private static final int BLUE = 4;
    private static final int OTHER = 6;
    private static final String TRACKLET = "north/0/t3";
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int LEARNED = 100;

    private final List<Observation> frames = new ArrayList<>();
    private final Random random = new Random(7);

    LateDoubtTest() {
        for (int i = 0; i < 30; i++) {
            add(described(200, look(RED, 0)), described(700, look(BLUE, 0)));
        }
        while (frames.size() < LEARNED) {
            add();
        }
    }

    @Test
    void shouldSplitAtTheMeetingWhenTheChangeShowsTenSecondsLater() {
        stand(20, 1, look(RED, 0));
        long met = meet();
        stand(100, NEVER, look(BLUE, 0));
        stand(60, 15, look(BLUE, 0));

        Follower follower = followed();

        assertThat(follower.track(TRACKLET).lastKey())
                .as("before the meeting was over")
                .isLessThanOrEqualTo(met);
        assertThat(follower.tracks().values())
                .as("all boxes since are one tracklet")
                .anySatisfy(boxes -> assertThat(boxes.keySet()).contains(met + 1, met + 50, met + 160));
    }

    @Test
    void shouldFindTheChangeWhereEverySecondLookIsTwoSecondsAway() {
        stand(60, 20, look(RED, 0));
        long met = meet();
        stand(100, 20, look(BLUE, 0));

        Follower follower = followed();

        assertThat(follower.track(TRACKLET).lastKey()).isLessThanOrEqualTo(met);
        assertThat(follower.tracks().values())
                .anySatisfy(boxes -> assertThat(boxes.keySet()).contains(met + 1, met + 100));
    }

    @Test
    void shouldKeepAPersonWhoOnlyTurnsAround() {
        stand(60, 20, look(RED, 0));
        long met = meet();
        stand(200, 20, look(RED, 0.5f));

        TreeMap<Long, Box> track = followed().track(TRACKLET);

        assertThat(track.keySet())
                .contains((long) LEARNED + 1, met, met + 1, met + 200)
                .hasSize((int) met + 200 - LEARNED);
    }

    @Test
    void shouldSplitAtTheLastOfTwoMeetingsWithoutALookBetween() {
        stand(20, 1, look(RED, 0));
        long first = meet();
        stand(50, NEVER, look(RED, 0));
        long second = meet();
        stand(60, 10, look(BLUE, 0));

        TreeMap<Long, Box> track = followed().track(TRACKLET);

        assertThat(track.lastKey()).isGreaterThan(first + 40).isLessThanOrEqualTo(second);
    }

    @Test
    void shouldTakeTheLooksBetweenTwoMeetingsAsItsOwn() {
        stand(20, 1, look(RED, 0));
        meet();
        stand(30, 25, look(RED, 0));
        long second = meet();
        stand(100, 20, look(BLUE, 0));

        TreeMap<Long, Box> track = followed().track(TRACKLET);

        assertThat(track.lastKey()).isBetween(second - 20, second);
    }

    @Test
    void shouldStayWithinBoundsWhileNobodyIsDescribedForMinutes() {
        stand(20, 1, look(RED, 0));
        long met = meet();
        stand(1_500, NEVER, look(RED, 0));
        StoredTracker tracker = new StoredTracker();
        long held = 0;
        int written = 0;
        for (Observation frame : frames) {
            tracker.see(frame);
            long now = tracker.store.keySet().stream()
                    .filter(key -> key.startsWith("b/"))
                    .count();
            held = Math.max(held, now);
            written = frame.getSequence() > met ? Math.max(written, tracker.written) : 0;
        }

        assertThat(held).as("blocks of boxes").isBetween(2L, 1L + (20 * 10) / HeldBoxes.BLOCK + 1);
        assertThat(tracker.largest).isLessThan(8 * 1024);
        assertThat(written).as("bytes a frame").isLessThan(8 * 1024);
        assertThat(followed().track(TRACKLET)).as("each frame has its box").hasSize(20 + 30 + 1_500);
    }

    @Test
    void shouldGoOnFromItsStateAtAnyFrame() {
        stand(40, 10, look(RED, 0));
        meet();
        stand(60, NEVER, look(BLUE, 0));
        meet();
        stand(60, 12, look(BLUE, 0));
        StoredTracker whole = new StoredTracker();
        StoredTracker restored = new StoredTracker();
        for (Observation frame : frames) {
            restored.restart();
            assertThat(restored.see(frame)).as("frame %d", frame.getSequence()).isEqualTo(whole.see(frame));
            assertThat(restored.contents()).isEqualTo(whole.contents());
        }
        assertThat(whole.store.keySet()).as("boxes that waited are gone").noneMatch(key -> key.startsWith("b/"));
    }

    private Follower followed() {
        Follower follower = new Follower();
        frames.forEach(follower::see);
        follower.see(Scenes.end(0, frames.size() + 1, (frames.size() + 1) * 0.1));
        return follower;
    }

    /** Somebody stands there, described in every so many frames. */
    private void stand(int count, int interval, UnitVector look) {
        for (int i = 0; i < count; i++) {
            add((i + 1) % interval == 0 ? described(400, look) : undescribed(400));
        }
    }

    /** Somebody nobody describes walks by in front. Returns the last frame. */
    private long meet() {
        for (int i = 0; i < 30; i++) {
            add(undescribed(400), undescribed(280 + 8 * i));
        }
        return frames.size();
    }

    private void add(Detection.Builder... detections) {
        int frame = frames.size() + 1;
        frames.add(Scenes.frame(frame, frame * 0.1, detections));
    }

    private static Detection.Builder undescribed(double x) {
        return person(x, 300, 0.9);
    }

    private static Detection.Builder described(double x, UnitVector look) {
        return undescribed(x).setQuality(0.8f).setVector(look.toMessage());
    }

    /** @param turned how much of something else shows */
    private UnitVector look(int person, float turned) {
        float[] values = new float[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * 0.05);
        }
        values[person] += 1;
        values[OTHER] += turned;
        return UnitVector.normalize(Scenes.MODEL, values, 0.8f);
    }
}
