package dev.sightline.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceHostTest {
    private final List<String> calls = new ArrayList<>();
    private final RecordingService a = new RecordingService("a", calls);
    private final RecordingService b = new RecordingService("b", calls);
    private final RecordingService c = new RecordingService("c", calls);
    private final ServiceHost host = new ServiceHost(List.of(a, b, c));

    @Test
    void shouldStartInOrderAndCloseInReverse() {
        assertThat(host.state()).isInstanceOf(HostState.Created.class);

        host.start();
        assertThat(host.state()).isEqualTo(new HostState.Running(List.of(a, b, c)));
        host.close();
        host.close();

        assertThat(calls).containsExactly("start a", "start b", "start c", "close c", "close b", "close a");
        assertThat(host.state()).isEqualTo(new HostState.Stopped(List.of()));
    }

    @Test
    void shouldTakeAServiceWithNothingToStartAsReadyAndLive() {
        ServiceHost quiet = new ServiceHost(List.of(() -> "quiet"));

        quiet.start();
        assertThat(quiet.health()).containsExactly(new ServiceHealth("quiet", true, true));
        quiet.close();

        assertThat(quiet.state()).isEqualTo(new HostState.Stopped(List.of()));
    }

    @Test
    void shouldCloseWhatWasBegunWhenAStartFails() {
        b.failsToStart = true;

        assertThatThrownBy(host::start)
                .isInstanceOf(LifecycleException.class)
                .hasMessage("services did not start: b (b cannot start)");

        assertThat(calls).containsExactly("start a", "start b", "close b", "close a");
        assertThat(host.state().word()).isEqualTo("stopped");
    }

    @Test
    void shouldRunEveryCloseAndReportAllFailuresTogether() {
        a.failsToClose = true;
        c.failsToClose = true;
        host.start();

        Throwable failure = catchThrowable(host::close);

        assertThat(failure).hasMessage("services did not stop cleanly: c (c cannot close), a (a cannot close)");
        assertThat(failure.getSuppressed()).hasSize(2);
        assertThat(calls).endsWith("close c", "close b", "close a");
    }

    @Test
    void shouldReportFailuresOfClosingAfterAFailedStart() {
        b.failsToStart = true;
        a.failsToClose = true;

        assertThatThrownBy(host::start).hasMessage("services did not start: b (b cannot start), a (a cannot close)");
    }

    @Test
    void shouldStartOnceOnly() {
        host.start();

        assertThatThrownBy(host::start).hasMessage("services start once; they are running");
        host.close();
        assertThatThrownBy(host::start).hasMessage("services start once; they are stopped");
    }

    @Test
    void shouldCloseWithoutAStart() {
        host.close();

        assertThat(calls).isEmpty();
        assertThat(host.state().word()).isEqualTo("stopped");
    }

    @Test
    void shouldBeReadyOnlyWhileAllRun() {
        assertThat(host.health()).noneMatch(ServiceHealth::ready).allMatch(ServiceHealth::live);

        host.start();
        b.ready = false;
        assertThat(host.health()).extracting(ServiceHealth::ready).containsExactly(true, false, true);

        b.live = false;
        assertThat(host.health()).contains(new ServiceHealth("b", false, false));

        host.close();
        assertThat(host.health()).noneMatch(ServiceHealth::ready);
    }

    @Test
    void shouldTellWhyAServiceIsDegraded() {
        host.start();
        b.degraded = "84% skipped";

        assertThat(host.health()).contains(new ServiceHealth("b", true, true, "84% skipped"));
        assertThat(host.health()).extracting(ServiceHealth::degraded).containsOnly("", "84% skipped");
    }
}
