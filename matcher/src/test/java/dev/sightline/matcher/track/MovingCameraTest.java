package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.CameraShift;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same walks before a camera that stands and before one that shakes. */
class MovingCameraTest {
    private static final int FRAMES = 120;

    @Test
    void shouldFollowBeforeAShakingCameraAsBeforeAFixedOne() {
        for (long seed = 1; seed <= 3; seed++) {
            List<Observation> still = walks(seed);
            int[][] way = way(seed);

            Map<String, TreeMap<Long, Box>> fixed = follow(still);
            Map<String, TreeMap<Long, Box>> shaken = follow(shaken(still, way, true));

            assertThat(shaken.keySet()).as("seed %d", seed).isEqualTo(fixed.keySet());
            fixed.forEach((id, boxes) -> {
                TreeMap<Long, Box> same = shaken.getOrDefault(id, new TreeMap<>());
                assertThat(same.keySet()).as(id).isEqualTo(boxes.keySet());
                boxes.forEach((sequence, box) -> {
                    Box moved = same.getOrDefault(sequence, Box.getDefaultInstance());
                    int[] at = way[sequence.intValue()];
                    assertThat(moved.getX())
                            .as("%s in frame %d", id, sequence)
                            .isCloseTo(box.getX() + at[0], within(0.01f));
                    assertThat(moved.getY()).isCloseTo(box.getY() + at[1], within(0.01f));
                });
            });
        }
    }

    @Test
    void shouldShowNobodyWhereTheCameraDidNotLook() {
        assertThat(followedBySwinging(340, 12)).contains(32L, 42L, 60L).doesNotContain(35L, 38L, 41L);
    }

    @Test
    void shouldKnowThatSomebodyLeftAtABorderThatIsNowInThePicture() {
        assertThat(followedBySwinging(124, -12))
                .as("out at the border, and in at it again")
                .contains(32L, 42L, 60L)
                .doesNotContain(33L, 38L, 41L);
    }

    /** Frames with a box of somebody who walks out to the right; a second later the camera swings after them. */
    private static Set<Long> followedBySwinging(int swing, int step) {
        Follower follower = new Follower();
        Random random = new Random(5);
        int swings = 42;
        for (int frame = 1; frame <= 60; frame++) {
            double x = 600 + 12 * Math.min(frame, swings) + step * Math.max(0, frame - swings);
            double shown = frame < swings ? x : x - swing;
            boolean visible = frame >= swings || shown < 990;
            List<Detection.Builder> people = visible ? List.of(Scenes.person(shown, 300, 0.9, 0, random)) : List.of();
            Observation observation = Scenes.frame(0, frame, frame * 0.1, people);
            follower.see(frame == swings ? moved(observation, -swing, 0) : observation);
        }
        follower.see(Scenes.end(0, 61, 6.1));
        assertThat(follower.tracks()).hasSize(1);
        return follower.tracks().values().iterator().next().keySet();
    }

    @Test
    void shouldLosePeopleWhereNobodySaysThatTheCameraMoves() {
        List<Observation> still = walks(1);

        assertThat(follow(shaken(still, way(1), false)).size())
                .isGreaterThan(follow(still).size());
    }

    @Test
    void shouldGoOnFromItsStateAtAnyFrame() {
        StoredTracker whole = new StoredTracker();
        StoredTracker restored = new StoredTracker();
        for (Observation observation : shaken(walks(2), way(2), true)) {
            restored.restart();
            assertThat(restored.see(observation))
                    .as("frame %d", observation.getSequence())
                    .isEqualTo(whole.see(observation));
            assertThat(restored.contents()).isEqualTo(whole.contents());
        }
    }

    @Test
    void shouldForgetTheWayWithTheSessionAndIgnoreWhatNoPictureCanMoveBy() {
        StoredTracker tracker = new StoredTracker();
        tracker.see(moved(Scenes.frame(1, 1, 0.1, List.of()), 5, 5));
        tracker.see(moved(Scenes.frame(1, 2, 0.2, List.of()), 7, -3));
        assertThat(memory(tracker)).isEqualTo(new Shift(7, -3));

        tracker.see(moved(Scenes.frame(1, 3, 0.3, List.of()), Float.NaN, 2));
        tracker.see(moved(Scenes.frame(1, 4, 0.4, List.of()), 1e9f, 0));
        assertThat(memory(tracker)).isEqualTo(new Shift(7, -3));

        tracker.see(Scenes.frame(2, 1, 0.5, List.of()));
        assertThat(memory(tracker)).isEqualTo(Shift.NONE);
    }

    private static Shift memory(StoredTracker tracker) {
        return TrackerStateCodec.read(new StoredEntries(tracker.store), MemoryPolicy.defaults()).shift;
    }

    private static Map<String, TreeMap<Long, Box>> follow(List<Observation> frames) {
        Follower follower = new Follower();
        frames.forEach(follower::see);
        follower.see(Scenes.end(0, FRAMES + 1, (FRAMES + 1) * 0.1));
        return follower.tracks();
    }

    /** Four people who walk, meet, and are missed now and then, at places with no fraction of a pixel. */
    private static List<Observation> walks(long seed) {
        Random random = new Random(seed);
        List<Observation> frames = new ArrayList<>();
        for (int frame = 1; frame <= FRAMES; frame++) {
            List<Detection.Builder> people = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                int x = 300 + (p % 2 == 0 ? 3 : -3) * (frame - FRAMES / 2) + 40 * p;
                boolean gap = frame / 8 % 5 == p;
                if (!gap) {
                    people.add(Scenes.person(x + random.nextInt(5), 250 + 40 * p, 0.9, p, random));
                }
            }
            frames.add(Scenes.frame(0, frame, frame * 0.1, people));
        }
        return frames;
    }

    /** Where the picture is, by sequence: jumps of up to two thirds of a person's height. */
    private static int[][] way(long seed) {
        Random random = new Random(seed + 100);
        int[][] way = new int[FRAMES + 1][2];
        for (int i = 2; i <= FRAMES; i++) {
            way[i][0] = random.nextInt(81) - 40;
            way[i][1] = random.nextInt(81) - 40;
        }
        return way;
    }

    private static List<Observation> shaken(List<Observation> still, int[][] way, boolean compensated) {
        List<Observation> frames = new ArrayList<>();
        for (Observation frame : still) {
            int sequence = (int) frame.getSequence();
            Observation.Builder shaken = frame.toBuilder();
            for (Detection.Builder detection : shaken.getDetectionsBuilderList()) {
                Box box = detection.getBox();
                detection.setBox(
                        box.toBuilder().setX(box.getX() + way[sequence][0]).setY(box.getY() + way[sequence][1]));
            }
            int dx = way[sequence][0] - way[sequence - 1][0];
            int dy = way[sequence][1] - way[sequence - 1][1];
            frames.add(compensated ? moved(shaken.build(), dx, dy) : shaken.build());
        }
        return frames;
    }

    private static Observation moved(Observation frame, float dx, float dy) {
        return frame.toBuilder()
                .setCameraShift(CameraShift.newBuilder().setDx(dx).setDy(dy))
                .build();
    }
}
