package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.v1.CameraTrackerState;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a tracker keeps, in which entries, and how much of it a frame writes. */
class TrackerStateTest {
    private static final int DIMENSION = 512;
    private static final int CROP = 3_000;

    @Test
    void shouldContinueByteForByteAfterRestoringAtAnyFrame() {
        for (long seed = 1; seed <= 3; seed++) {
            StoredTracker whole = new StoredTracker();
            StoredTracker restored = new StoredTracker();
            for (Observation observation : Scenes.crowd(seed, 100)) {
                restored.restart();
                assertThat(restored.see(observation))
                        .as("seed %d, frame %d", seed, observation.getSequence())
                        .isEqualTo(whole.see(observation));
                assertThat(restored.contents()).isEqualTo(whole.contents());
            }
        }
    }

    @Test
    void shouldWriteLittleForAFrame() {
        StoredTracker tracker = new StoredTracker();
        Random random = new Random(5);
        long steady = 0;
        for (int frame = 1; frame <= 200; frame++) {
            tracker.see(street(frame, 10, true, random));
            steady += frame > 100 ? tracker.written : 0;
        }

        assertThat(steady / 100).as("bytes a frame, every box described").isLessThan(30 * 1024);
        assertThat(tracker.largest).as("largest entry").isLessThan(16 * 1024);
    }

    @Test
    void shouldHaveNoEntryThatGrowsWithTheCrowd() {
        StoredTracker tracker = new StoredTracker();
        Random random = new Random(5);
        for (int frame = 1; frame <= 10; frame++) {
            tracker.see(street(frame, 300, true, random));
        }

        assertThat(tracker.largest).isLessThan(16 * 1024);
        assertThat(tracker.store.keySet().stream().filter(key -> key.startsWith("t/")))
                .hasSize(300);
    }

    @Test
    void shouldDeleteTheEntriesOfATrackletThatIsOver() {
        StoredTracker tracker = new StoredTracker();
        Random random = new Random(5);
        for (int frame = 1; frame <= 40; frame++) {
            tracker.see(street(frame, 10, true, random));
        }

        tracker.see(Scenes.end(0, 41, 4.1));

        assertThat(tracker.store).containsOnlyKeys("");
    }

    @Test
    void shouldGoOnFromAStateOfVersion1() throws IOException {
        StoredTracker tracker = StoredTracker.restored(Map.of("", resource("state-of-version-1.binpb")));
        List<Observation> later = Scenes.crowd(1, 100).subList(60, 100);

        TrackerFrame first = tracker.see(later.get(0));

        CameraTrackerState own = CameraTrackerState.parseFrom(Objects.requireNonNull(tracker.store.get("")));
        assertThat(own.getVersion()).isEqualTo(3);
        assertThat(own.getTrackletsList()).isEmpty();
        assertThat(tracker.store.keySet()).anyMatch(key -> key.startsWith("x/"));
        long next = own.getNextOrdinal();
        assertThat(first.getBoxesList())
                .as("tracklets of the first 60 frames go on")
                .extracting(FrameBox::getTrackletId)
                .isNotEmpty()
                .allMatch(id -> Long.parseLong(id.substring(id.indexOf("/t") + 2)) < next);
        StoredTracker restored = StoredTracker.restored(tracker.store);
        for (Observation observation : later.subList(1, later.size())) {
            assertThat(restored.see(observation)).isEqualTo(tracker.see(observation));
        }
        assertThat(restored.contents()).isEqualTo(tracker.contents());
    }

    @Test
    void shouldRefuseAnotherVersionGarbageAndAMissingPart() {
        for (int version : new int[] {0, 2, 99}) {
            byte[] other =
                    CameraTrackerState.newBuilder().setVersion(version).build().toByteArray();
            assertThatThrownBy(() -> StoredTracker.restored(Map.of("", other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("version " + version);
        }
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StoredTracker.restored(Map.of("", garbage)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
        StoredTracker tracker = new StoredTracker();
        for (int frame = 1; frame <= 3; frame++) {
            tracker.see(street(frame, 1, false, new Random(1)));
        }
        tracker.store.remove("a/1/1/s");
        assertThatThrownBy(() -> StoredTracker.restored(tracker.store))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks its entry 'a/1/1/s'");
    }

    /** People side by side who stay, each described in 512 numbers with a crop, some with a face. */
    private static Observation street(int frame, int people, boolean faces, Random random) {
        List<Detection.Builder> detections = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            double x = 30 + p % 20 * 48;
            double y = 60 + p / 20 * 110;
            detections.add(described(Scenes.person(x, y, 0.9), p, random));
            if (faces && (p + frame) % 5 == 0) {
                detections.add(described(Scenes.face(x, y - 38, detections.size() - 1, 0, random), p, random));
            }
        }
        return Scenes.frame(0, frame, frame * 0.1, detections);
    }

    private static Detection.Builder described(Detection.Builder detection, int person, Random random) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) (random.nextGaussian() * 0.02) + (i == person ? 1 : 0);
        }
        float quality = 0.5f + random.nextFloat() * 0.4f;
        return detection
                .setQuality(quality)
                .setCropJpeg(ByteString.copyFrom(new byte[CROP]))
                .setVector(UnitVector.normalize("test-512@1", values, quality).toMessage());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TrackerStateTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
