package dev.sightline.matcher.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.v1.CameraTrackerState;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TrackerStateCodecTest {
    @Test
    void shouldRefuseAnotherVersionAndGarbage() {
        byte[] later = CameraTrackerState.newBuilder().setVersion(99).build().toByteArray();

        assertThatThrownBy(() -> TrackerStateCodec.read(later))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 99");
        assertThatThrownBy(() -> TrackerStateCodec.read("garbage".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void shouldStaySmallHoweverLongTheFootage() {
        CameraTracker tracker = new CameraTracker(TrackPolicy.defaults(), Scenes.CAMERA);
        int largest = 0;
        for (Observation observation : Scenes.crowd(9, 1000)) {
            tracker.observe(observation);
            if (observation.getSequence() % 50 == 0) {
                largest = Math.max(largest, tracker.save().length);
            }
        }

        assertThat(largest).isLessThan(64 * 1024);
    }
}
