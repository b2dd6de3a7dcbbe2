package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.CameraTracks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BatchProgressTest {
    private final StringWriter text = new StringWriter();
    private Instant now = Instant.EPOCH;

    @Test
    void shouldSayEveryTenSecondsHowFarAndHowLongStill() {
        try (BatchProgress progress = progress(OptionalLong.of(4000))) {
            at(progress, 5, "north", 10);
            at(progress, 10, "north", 600);
            at(progress, 15, "south", 10);
            at(progress, 20, "south", 400);
        }

        assertThat(text.toString().lines())
                .containsExactly(
                        "Tracking 2 cameras, 4,000 frames…",
                        "600 of 4,000 frames (15%), about 0:57 left; 60 frames/s, 2 running",
                        "1,000 of 4,000 frames (25%), about 1:00 left; 50 frames/s, 2 running");
    }

    @Test
    void shouldCountWhereTheLengthIsNotKnown() {
        try (BatchProgress progress = progress(OptionalLong.empty())) {
            progress.frame(CameraTracks.newBuilder()
                    .setCameraId("south")
                    .setEndOfStream(true)
                    .build());
            at(progress, 10, "north", 600);
        }

        assertThat(text.toString().lines())
                .containsExactly("Tracking 2 cameras…", "600 frames; 60 frames/s, 1 running");
    }

    private BatchProgress progress(OptionalLong total) {
        return new BatchProgress(2, total, new PrintWriter(text), () -> now, false);
    }

    private void at(BatchProgress progress, int second, String camera, long sequence) {
        now = Instant.ofEpochSecond(second);
        progress.frame(CameraTracks.newBuilder()
                .setCameraId(camera)
                .setSequence(sequence)
                .build());
    }
}
