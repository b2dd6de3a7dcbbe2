package dev.sightline.matcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.contracts.v1.Problem;
import dev.sightline.matcher.order.SiteCamera;
import dev.sightline.matcher.order.SiteCamera.Outlook;
import org.junit.jupiter.api.Test;

class SiteCamerasTest {
    private final Camera recorded = Street.camera("north", "north.mp4");

    @Test
    void shouldExpectFramesOfACameraThatNothingIsSaidAgainst() {
        assertThat(SiteCameras.of(recorded, null)).isEqualTo(SiteCamera.expected("north", false));
        assertThat(outlook(State.STATE_OPENING, 0)).isEqualTo(Outlook.FRAMES);
        assertThat(outlook(State.STATE_RUNNING, 9)).isEqualTo(Outlook.FRAMES);
        assertThat(outlook(State.STATE_DEGRADED, 9)).isEqualTo(Outlook.FRAMES);
    }

    @Test
    void shouldExpectTheEndOfFootageThatWasRead() {
        assertThat(outlook(State.STATE_ENDED, 9)).isEqualTo(Outlook.FRAMES);
        assertThat(outlook(State.STATE_ENDED, 0)).isEqualTo(Outlook.NOTHING);
    }

    @Test
    void shouldExpectNoMoreThanWasSentOfACameraThatStopped() {
        for (State stopped : new State[] {State.STATE_FAILED, State.STATE_UNREACHABLE}) {
            assertThat(outlook(stopped, 9)).isEqualTo(Outlook.REMAINDER);
            assertThat(outlook(stopped, 0)).isEqualTo(Outlook.NOTHING);
        }
    }

    @Test
    void shouldExpectNothingOfARefusedRecordAndSayWhy() {
        SiteCamera byCheck =
                SiteCameras.of(recorded.toBuilder().setSampleFps(-1).build(), null);
        SiteCamera byIngest = SiteCameras.of(recorded, status(State.STATE_REFUSED, 0));

        assertThat(byCheck.outlook()).isEqualTo(Outlook.NOTHING);
        assertThat(byCheck.state()).contains("fps = -1.0");
        assertThat(byIngest.outlook()).isEqualTo(Outlook.NOTHING);
        assertThat(byIngest.state()).isEqualTo("is refused by ingest (what went wrong)");
    }

    @Test
    void shouldKnowLiveCameras() {
        assertThat(SiteCameras.of(Street.camera("north", "rtsp://north"), null).live())
                .isTrue();
        assertThat(SiteCameras.of(recorded.toBuilder().setRealTime(true).build(), null)
                        .live())
                .isTrue();
        assertThat(SiteCameras.of(recorded, null).live()).isFalse();
    }

    private Outlook outlook(State state, long framesSent) {
        return SiteCameras.of(recorded, status(state, framesSent)).outlook();
    }

    private static CameraStatus status(State state, long framesSent) {
        return CameraStatus.newBuilder()
                .setCameraId("north")
                .setState(state)
                .setFramesSent(framesSent)
                .addProblems(Problem.newBuilder().setWhat("what went wrong"))
                .build();
    }
}
