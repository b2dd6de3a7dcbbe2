package dev.sightline.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private final SettableClock clock = new SettableClock();
    private final Terminal file = Terminal.plain(new PrintWriter(new StringWriter()), new PrintWriter(err), clock);

    @Test
    void shouldWriteALineEveryTenSecondsWithoutATerminal() {
        try (Progress progress = Progress.over(file, "Tracking", "frames", 1000)) {
            for (int second = 1; second <= 25; second++) {
                clock.forward(Duration.ofSeconds(1));
                progress.step(20);
            }
        }

        assertThat(err.toString().lines())
                .containsExactly(
                        "Tracking  20%: 200 of 1,000 frames, 20/s, 40 s left",
                        "Tracking  40%: 400 of 1,000 frames, 20/s, 30 s left");
    }

    @Test
    void shouldSayWhatIsKnownWithoutATotal() {
        try (Progress progress = Progress.over(file, "Reading", "pictures", -1)) {
            clock.forward(Duration.ofSeconds(10));
            progress.note("2 cameras running");
            progress.step(35);
            progress.total(70);
            clock.forward(Duration.ofSeconds(10));
            progress.step(0);
        }

        assertThat(err.toString().lines())
                .containsExactly(
                        "Reading: 35 pictures, 3.5/s, 2 cameras running",
                        "Reading  50%: 35 of 70 pictures, 1.8/s, 20 s left, 2 cameras running");
    }

    @Test
    void shouldFollowAJobThatBecomesSlower() {
        try (Progress progress = Progress.over(file, "Describing", "crops", 10_000)) {
            for (int second = 1; second <= 100; second++) {
                clock.forward(Duration.ofSeconds(1));
                progress.step(second <= 50 ? 100 : 10);
            }
        }

        assertThat(err.toString().lines().reduce((a, b) -> b))
                .hasValueSatisfying(last ->
                        assertThat(last).isEqualTo("Describing  55%: 5,500 of 10,000 crops, 10/s, 7 min 30 s left"));
    }

    @Test
    void shouldNotCountWhatWasDoneBeforeForTheRate() {
        try (Progress progress = Progress.resumed(file, "Training", "steps", 500, 1000)) {
            clock.forward(Duration.ofSeconds(10));
            progress.step(10);
        }

        assertThat(err.toString()).startsWith("Training  51%: 510 of 1,000 steps, 1.0/s, 8 min 10 s left");
    }

    @Test
    void shouldDrawOverOneLineOnATerminalAndTakeItAwayAtTheEnd() {
        Terminal screen = new Terminal(file.out(), file.err(), true, false, 40, clock);
        try (Progress progress = Progress.over(screen, "Tracking", "frames", 10)) {
            progress.step(1);
            clock.forward(Duration.ofMillis(200));
            progress.step(4);
            progress.say("camera north has ended.");
        }

        String erase = "\r\u001b[K";
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        erase + "Tracking [##########----------]  50%: 5" + erase + "camera north has ended.\n");
    }

    @Test
    void shouldBeSilentWhenTheUserWantsQuiet() {
        Terminal quiet = new Terminal(file.out(), file.err(), true, true, 80, clock);
        try (Progress progress = Progress.over(quiet, "Tracking", "frames", 10)) {
            clock.forward(Duration.ofSeconds(20));
            progress.step(5);
            progress.say("camera north has ended.");
        }

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldWriteTimesForPeople() {
        assertThat(ProgressText.duration(59)).isEqualTo("59 s");
        assertThat(ProgressText.duration(185)).isEqualTo("3 min 05 s");
        assertThat(ProgressText.duration(7_800)).isEqualTo("2 h 10 min");
        assertThat(ProgressText.line("Tracking", "frames", 10, 10, OptionalDouble.of(5), false, ""))
                .isEqualTo("Tracking 100%: 10 of 10 frames, 5.0/s");
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.EPOCH;

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
