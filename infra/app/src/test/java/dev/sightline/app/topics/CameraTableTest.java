package dev.sightline.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.contracts.v1.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CameraTableTest {
    private static final Camera DOOR = Camera.newBuilder()
            .setCameraId("door")
            .setSiteId("hall")
            .setSource("rtsp://joe:p@ss/w#rd@cam/1?token=abc")
            .setSampleFps(5)
            .setOrigin(Origin.ORIGIN_COMMAND)
            .build();

    @Test
    void shouldShowStateAndProblemsAndNoPassword() {
        CameraStatus status = CameraStatus.newBuilder()
                .setState(CameraStatus.State.STATE_DEGRADED)
                .addProblems(Problem.newBuilder()
                        .setKind("frames-skipped")
                        .setWhat("84 of 100 frames of rtsp://joe:secret@cam/1 were skipped")
                        .setCount(3)
                        .setAdvice("lower fps"))
                .build();

        String text = CameraTable.of(Map.of("door", DOOR), Map.of("door", status), true);

        assertThat(text)
                .contains("degraded", "command", "rtsp://***@cam/1?token=***")
                .contains("84 of 100 frames of rtsp://***@cam/1 were skipped (3 times); lower fps")
                .doesNotContain("secret", "p@ss", "joe", "abc", "does not run");
    }

    @Test
    void shouldShowWhatIsWrongWithARecordThatNobodyOpened() {
        Camera wrong = DOOR.toBuilder().setSampleFps(-1).clearOrigin().build();

        assertThat(CameraTable.of(Map.of("door", wrong), Map.of(), false))
                .contains("Sightline does not run; states are those of its last run.")
                .contains("fps = -1.0 is not allowed");
    }

    @Test
    void shouldSayWhenAClockIsOff() {
        CameraStatus ahead =
                CameraStatus.newBuilder().setClockOffsetUs(3_040_000).build();
        CameraStatus behind =
                CameraStatus.newBuilder().setClockOffsetUs(-700_000).build();
        CameraStatus slow = CameraStatus.newBuilder().setClockOffsetUs(-300_000).build();

        assertThat(CameraTable.of(Map.of("door", DOOR), Map.of("door", ahead), true))
                .contains("its clock is 3.0 s ahead");
        assertThat(CameraTable.of(Map.of("door", DOOR), Map.of("door", behind), true))
                .contains("its clock is 0.7 s behind, or its pictures take so long");
        assertThat(CameraTable.of(Map.of("door", DOOR), Map.of("door", slow), true))
                .doesNotContain("clock");
        assertThat(CameraTable.objects(Map.of("door", DOOR), Map.of("door", ahead)))
                .singleElement()
                .satisfies(door -> assertThat(door).containsEntry("clock_offset_us", 3_040_000L));
    }

    @Test
    void shouldSayThatThereIsNone() {
        assertThat(CameraTable.of(Map.of(), Map.of(), true)).contains("There is no camera.");
    }
}
