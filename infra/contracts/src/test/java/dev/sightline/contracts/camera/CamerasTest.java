package dev.sightline.contracts.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import org.junit.jupiter.api.Test;

class CamerasTest {
    @Test
    void shouldCallLiveWhatNobodyCanPromiseAnEndOf() {
        assertThat(Cameras.live("RTSP://cam/1", false)).isTrue();
        assertThat(Cameras.live(" https://cam/v", false)).isTrue();
        assertThat(Cameras.live("device:2", false)).isTrue();
        assertThat(Cameras.live("a.mp4", true)).isTrue();
        assertThat(Cameras.live("a.mp4", false)).isFalse();
        assertThat(Cameras.live("file:///x/a.mp4", false)).isFalse();
        assertThat(Cameras.live("http:/a.mp4", false)).isFalse();
        assertThat(Cameras.live("gopher://x", false)).isFalse();
    }

    @Test
    void shouldJudgeRecordsFromBeforeTheField() {
        Camera old = Camera.newBuilder().setSource("rtsp://cam/1").build();

        assertThat(Cameras.live(old)).isTrue();
        assertThat(Cameras.withLive(old).getLive()).isTrue();
        assertThat(Cameras.withLive(old.toBuilder().setSource("a.mp4").build()).getLive())
                .isFalse();
    }
}
