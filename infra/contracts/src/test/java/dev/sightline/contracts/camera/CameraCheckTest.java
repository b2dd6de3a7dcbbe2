package dev.sightline.contracts.camera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraCheckTest {
    private static final Camera GOOD = Camera.newBuilder()
            .setCameraId("door")
            .setSiteId("site")
            .setSource("a.mp4")
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.mp4",
                "/x/folder",
                "file:///x",
                "rtsp://u:p@h/1",
                "https://h/v",
                "device:0",
                "C:\\a.avi",
                "a:b"
            })
    void shouldTakeEverySourceThatIngestReads(String source) {
        assertThat(CameraCheck.faults(GOOD.toBuilder().setSource(source).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "gopher://x", "device:front", "device:", "file://", "rtsp://", "http:///x", "a\nb.mp4"
            })
    void shouldRefuseWhatIsNoSource(String source) {
        assertThat(CameraCheck.faults(GOOD.toBuilder().setSource(source).build()))
                .singleElement()
                .asString()
                .startsWith("source ");
    }

    @Test
    void shouldNameEveryFault() {
        Camera wrong = Camera.newBuilder()
                .setCameraId("front\u001b[31m door")
                .setSource("gopher://joe:secret@x")
                .setSampleFps(Double.NaN)
                .setLastSequence(-2)
                .setStartTimeUs(-3)
                .build();

        assertThat(CameraCheck.faults(wrong))
                .hasSize(6)
                .anyMatch(fault -> fault.contains("camera 'front?[31m door'"))
                .anyMatch(fault -> fault.contains("site ''"))
                .anyMatch(fault -> fault.contains("'gopher:'"))
                .anyMatch(fault -> fault.contains("fps = NaN"))
                .anyMatch(fault -> fault.contains("last_sequence = -2"))
                .anyMatch(fault -> fault.contains("start_time_us = -3"))
                .noneMatch(fault -> fault.contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.001, 1000.5, Double.POSITIVE_INFINITY})
    void shouldRefuseRatesNobodyCanSampleAt(double fps) {
        assertThat(CameraCheck.faults(GOOD.toBuilder().setSampleFps(fps).build()))
                .singleElement()
                .asString()
                .contains("0 (every frame) to 1000");
    }
}
