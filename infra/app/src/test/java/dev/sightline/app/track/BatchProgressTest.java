package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.v1.CameraTracks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
                        "Tracking  15%: 600 of 4,000 frames, 60/s, 57 s left, 2 running",
                        "Tracking  25%: 1,000 of 4,000 frames, 50/s, 1 min 00 s left, 2 running");
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
                .containsExactly("Tracking 2 cameras…", "Tracking: 600 frames, 60/s, 1 running");
    }

    private BatchProgress progress(OptionalLong total) {
        return new BatchProgress(
                2, total, Terminal.plain(new PrintWriter(Writer.nullWriter()), new PrintWriter(text), clock()));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private void at(BatchProgress progress, int second, String camera, long sequence) {
        now = Instant.ofEpochSecond(second);
        progress.frame(CameraTracks.newBuilder()
                .setCameraId(camera)
                .setSequence(sequence)
                .build());
    }
}
