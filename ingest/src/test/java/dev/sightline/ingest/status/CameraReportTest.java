package dev.sightline.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.contracts.v1.Problem;
import dev.sightline.ingest.source.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CameraReportTest {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Finding LOST = new Finding("connection-lost", "was lost", 1, "wait");

    private long now = 1_000_000;
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);
    private final CameraReport report = new CameraReport("door", "site", 5, clock);
    private final Health health = new Health(DegradedPolicy.defaults(), clock);

    @Test
    void shouldSayHowTheCameraIs() {
        report.running();
        report.sent();
        report.skipped(3);
        now += 1000;

        CameraStatus status = report.status();

        assertThat(status.getState()).isEqualTo(State.STATE_RUNNING);
        assertThat(status.getSinceUs()).isEqualTo(1_000_000_000);
        assertThat(status.getUpdatedUs()).isEqualTo(1_001_000_000);
        assertThat(status.getFramesSent()).isEqualTo(1);
        assertThat(status.getFramesSkipped()).isEqualTo(3);
        assertThat(status.getSession()).isEqualTo(5);
        assertThat(report.trouble()).isEmpty();
    }

    @Test
    void shouldPublishAChangeOfStateAtOnceAndCountsNowAndThen() {
        assertThat(report.due(PAUSE)).isPresent();
        assertThat(report.due(PAUSE)).as("nothing has changed").isEmpty();

        report.running();
        assertThat(report.due(PAUSE)).as("another state").isPresent();
        report.reading(List.of(new Finding("decode-errors", "1 frame", 1, "")));
        assertThat(report.due(PAUSE)).as("too soon").isEmpty();
        assertThat(report.due(Duration.ZERO)).as("at the end").isPresent();
        report.reading(List.of(new Finding("decode-errors", "2 frames", 2, "")));
        now += 2000;
        assertThat(report.due(PAUSE)).isPresent();
    }

    @Test
    void shouldAddUpWhatReadingsFound() {
        report.reading(List.of(new Finding("decode-errors", "1 frame", 1, "")));
        report.reading(List.of(new Finding("decode-errors", "2 frames", 2, "")));
        report.readingOver();
        report.unreachable(LOST);
        report.reading(List.of(new Finding("decode-errors", "5 frames", 5, "")));

        assertThat(report.status().getProblemsList())
                .extracting(Problem::getKind, Problem::getCount)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("decode-errors", 7L),
                        org.assertj.core.groups.Tuple.tuple("connection-lost", 1L));
    }

    @Test
    void shouldCallDegradedWhatSkipsFrames() {
        report.running();
        for (int i = 0; i < 16; i++) {
            health.frame(0);
        }
        for (int i = 0; i < 84; i++) {
            health.frame(1);
        }
        report.judged(health.judge(OptionalLong.empty()));

        assertThat(report.status().getState()).isEqualTo(State.STATE_DEGRADED);
        assertThat(report.trouble())
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("door degraded").contains("84% of the frames"));
        assertThat(report.status().getProblems(0).getKind()).isEqualTo("frames-skipped");

        now += 40_000;
        report.judged(health.judge(OptionalLong.empty()));
        assertThat(report.status().getState()).isEqualTo(State.STATE_RUNNING);
    }

    @Test
    void shouldCallDegradedWhatWaitsTooLong() {
        report.running();

        assertThat(health.judge(OptionalLong.of(now - 5000))).isEmpty();
        report.judged(health.judge(OptionalLong.of(now - 6000)));

        assertThat(report.trouble()).hasValueSatisfying(why -> assertThat(why).contains("waiting for Kafka for 6 s"));
    }

    @Test
    void shouldCallDegradedWhatArrivesDamaged() {
        report.running();
        for (int i = 0; i < 20; i++) {
            health.frame(0);
            health.damaged();
        }
        Optional<Finding> why = health.judge(OptionalLong.empty());

        assertThat(why).hasValueSatisfying(found -> assertThat(found.what()).startsWith("50% of the frames"));
    }

    @Test
    void shouldPublishHowFarTheClockIsAhead() {
        report.due(PAUSE);
        now += 2000;
        long arrivedUs = now * 1000;
        report.arrived(arrivedUs + 3_000_000, arrivedUs);

        assertThat(report.due(PAUSE))
                .hasValueSatisfying(
                        status -> assertThat(status.getClockOffsetUs()).isEqualTo(3_000_000));
        now += 2000;
        report.arrived(arrivedUs + 5_950_000, arrivedUs + 3_000_000);
        assertThat(report.due(PAUSE)).as("nearly the same").isEmpty();
        assertThat(report.clockOffsetUs()).isEqualTo(2_950_000);
    }

    @Test
    void shouldNotJudgeACameraThatIsNotThere() {
        report.unreachable(LOST);
        now += 40_000;
        report.judged(health.judge(OptionalLong.of(0)));

        assertThat(report.trouble()).contains("door unreachable for 40 s (was lost)");
    }
}
