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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same walks before a camera that stands and before one that shakes, zooms and rolls. */
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
    void shouldFollowBeforeACameraThatZoomsAndRollsAsBeforeAFixedOne() {
        for (long seed = 1; seed <= 3; seed++) {
            List<Observation> still = walks(seed);

            Map<String, TreeMap<Long, Box>> fixed = follow(still);
            Map<String, TreeMap<Long, Box>> turned = follow(turned(still));

            assertThat(turned.keySet()).as("seed %d", seed).isEqualTo(fixed.keySet());
            fixed.forEach((id, boxes) -> {
                TreeMap<Long, Box> same = turned.getOrDefault(id, new TreeMap<>());
                assertThat(same.keySet()).as(id).isEqualTo(boxes.keySet());
                boxes.forEach((sequence, box) -> {
                    Rect expected = view(sequence).shown(Rect.of(box));
                    Rect shown = Rect.of(same.getOrDefault(sequence, Box.getDefaultInstance()));
                    assertThat(shown.x()).as("%s in frame %d", id, sequence).isCloseTo(expected.x(), within(0.1));
                    assertThat(shown.y()).isCloseTo(expected.y(), within(0.1));
                    assertThat(shown.height()).isCloseTo(expected.height(), within(0.1));
                });
            });
        }
    }

    @Test
    void shouldGoOnFromItsStateWhileTheCameraTurns() {
        StoredTracker whole = new StoredTracker();
        StoredTracker restored = new StoredTracker();
        for (Observation observation : turned(walks(2))) {
            restored.restart();
            assertThat(restored.see(observation))
                    .as("frame %d", observation.getSequence())
                    .isEqualTo(whole.see(observation));
            assertThat(restored.contents()).isEqualTo(whole.contents());
        }
        assertThat(memory(whole).zoom()).isCloseTo(view(FRAMES).zoom(), within(1e-3));
    }

    @Test
    void shouldComeBackToThePlaceThatAZoomAndARollCameFrom() {
        Rect box = new Rect(320, 170, 40, 100);
        for (long sequence = 1; sequence <= FRAMES; sequence++) {
            Rect back = view(sequence).still(view(sequence).shown(box));
            assertThat(back.x()).isCloseTo(box.x(), within(1e-9));
            assertThat(back.y()).isCloseTo(box.y(), within(1e-9));
            assertThat(back.width()).isCloseTo(box.width(), within(1e-9));
        }
    }

    @Test
    void shouldStopFollowingAZoomThatNoLensHas() {
        Shift shift = Shift.NONE;
        for (int i = 0; i < 1_000; i++) {
            shift = shift.then(moved(Scenes.frame(1, i, 0, List.of()), 0.3f, -0.1f, 0));
        }
        assertThat(shift.zoom()).isBetween(1 / 64.0, 1 / 50.0);
        assertThat(shift.then(moved(Scenes.frame(1, 1, 0, List.of()), 1, 0.9f, 0)))
                .as("faster than a camera zooms")
                .isEqualTo(shift);
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

    private static Observation moved(Observation frame, float dx, float stretch, float turn) {
        return frame.toBuilder()
                .setCameraShift(
                        CameraShift.newBuilder().setDx(dx).setStretch(stretch).setTurn(turn))
                .build();
    }

    /** In two seconds from 1 to 1.5 and back, rolling by 20 degrees either way, around the middle of the picture. */
    private static Shift view(long sequence) {
        double time = (sequence - 1) * 0.1;
        double zoom = 1.25 - 0.25 * Math.cos(Math.PI * time / 2);
        double roll = Math.toRadians(20) * Math.sin(Math.PI * time / 3);
        double a = zoom * Math.cos(roll);
        double b = zoom * Math.sin(roll);
        double x = Scenes.WIDTH / 2.0;
        double y = Scenes.HEIGHT / 2.0;
        return new Shift(x - a * x + b * y, y - b * x - a * y, a - 1, b);
    }

    private static List<Observation> turned(List<Observation> still) {
        List<Observation> frames = new ArrayList<>();
        for (Observation frame : still) {
            Shift now = view(frame.getSequence());
            Observation.Builder turned = frame.toBuilder();
            for (Detection.Builder detection : turned.getDetectionsBuilderList()) {
                detection.setBox(now.shown(Rect.of(detection.getBox())).toMessage());
            }
            // By what the picture before must be multiplied.
            Shift before = view(Math.max(1, frame.getSequence() - 1));
            double square = before.zoom() * before.zoom();
            double a = ((1 + now.stretch()) * (1 + before.stretch()) + now.turn() * before.turn()) / square;
            double b = (now.turn() * (1 + before.stretch()) - (1 + now.stretch()) * before.turn()) / square;
            frames.add(moved(turned.build(), 0, (float) (a - 1), (float) b));
        }
        return frames;
    }
}
