package dev.sightline.matcher.track;

import static dev.sightline.matcher.track.Scenes.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.track.TrackOutcome.Ignored;
import dev.sightline.matcher.track.TrackOutcome.Implausible;
import dev.sightline.matcher.track.TrackOutcome.Reason;
import dev.sightline.matcher.track.TrackOutcome.Tracked;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CameraTrackerTest {
    private final CameraTracker tracker = new CameraTracker(TrackPolicy.defaults(), CAMERA);

    @Test
    void shouldConfirmAfterThreeHitsAndTellTheFirstBoxes() {
        List<TrackerFrame> frames = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            frames.add(observe(Scenes.frame(i, i * 0.1, Scenes.person(100 + 5 * i, 300, 0.9))));
        }

        assertThat(frames.get(1).getBoxesList()).isEmpty();
        TrackletUpdate confirmed = frames.get(2).getUpdates(0);
        assertThat(confirmed.getPhase()).isEqualTo(Phase.PHASE_CONFIRMED);
        assertThat(confirmed.getTrackletId()).isEqualTo("north/0/t1");
        assertThat(confirmed.getPastBoxesList())
                .extracting(b -> b.getSequence())
                .containsExactly(1L, 2L);
        assertThat(frames.get(3).getBoxesList())
                .extracting(FrameBox::getTrackletId)
                .containsExactly("north/0/t1");
    }

    @Test
    void shouldIgnoreRepeatedAndLateFrames() {
        StoredTracker stored = new StoredTracker();
        stored.see(Scenes.frame(5, 0.5));
        Map<String, ByteString> before = stored.contents();

        assertThat(stored.observe(Scenes.frame(5, 0.5), 0)).isEqualTo(new Ignored(Reason.REPEATED));
        assertThat(stored.observe(Scenes.frame(4, 0.4), 0)).isEqualTo(new Ignored(Reason.LATE));
        assertThat(stored.contents()).isEqualTo(before);
    }

    @Test
    void shouldPutAForgedJumpAsideAndGoOn() {
        Observation forged =
                Scenes.frame(2, 0.2).toBuilder().setSequence(1L << 40).build();
        for (Observation jump : List.of(
                forged,
                forged.toBuilder().setSequence(Long.MAX_VALUE).build(),
                forged.toBuilder().setSession(Long.MAX_VALUE).build(),
                forged.toBuilder()
                        .setSequence(9)
                        .setCaptureTimeUs(Long.MAX_VALUE)
                        .build())) {
            CameraTracker struck = new CameraTracker(TrackPolicy.defaults(), CAMERA);
            struck.observe(Scenes.frame(1, 0.1), 0);

            assertThat(struck.observe(jump, 0)).isInstanceOf(Implausible.class);
            assertThat(struck.observe(Scenes.frame(2, 0.2), 0)).isInstanceOf(Tracked.class);
            assertThat(struck.observe(jump, 0)).as("once more").isInstanceOf(Implausible.class);
            assertThat(struck.observe(Scenes.frame(3, 0.3), 0)).isInstanceOf(Tracked.class);
        }
    }

    @Test
    void shouldFollowAJumpThatTheNextFrameProvesAlsoFromARestoredState() {
        StoredTracker stored = new StoredTracker();
        stored.observe(Scenes.frame(1, 0.1), 0);
        assertThat(stored.observe(Scenes.frame(50_000, 0.2), 0)).isInstanceOf(Implausible.class);

        StoredTracker restored = StoredTracker.restored(stored.store);

        assertThat(restored.observe(Scenes.frame(50_001, 0.3), 0)).isInstanceOf(Tracked.class);
        assertThat(restored.observe(Scenes.frame(2, 0.4), 0)).isEqualTo(new Ignored(Reason.LATE));
    }

    @Test
    void shouldCloseEverythingAtTheEnd() {
        for (int i = 1; i <= 3; i++) {
            observe(Scenes.frame(i, i * 0.1, Scenes.person(100, 300, 0.9)));
        }

        TrackerFrame end = observe(Scenes.end(0, 3, 0.3));

        assertThat(end.getEndOfStream()).isTrue();
        assertThat(end.getUpdatesList()).extracting(TrackletUpdate::getPhase).containsExactly(Phase.PHASE_CLOSED);
        assertThat(tracker.observe(Scenes.end(0, 3, 0.3))).isEqualTo(new Ignored(Reason.REPEATED));
        assertThat(tracker.observe(Scenes.frame(9, 0.9))).isEqualTo(new Ignored(Reason.ENDED));
    }

    private TrackerFrame observe(Observation observation) {
        return ((Tracked) tracker.observe(observation)).frame();
    }
}
