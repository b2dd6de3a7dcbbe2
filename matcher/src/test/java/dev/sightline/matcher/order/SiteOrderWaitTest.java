package dev.sightline.matcher.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.matcher.order.SiteCamera.Outlook;
import dev.sightline.matcher.v1.TrackerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody waits for a camera without bound. */
class SiteOrderWaitTest {
    private static final SiteCamera A = SiteCamera.expected("a", false);
    private static final SiteCamera B = SiteCamera.expected("b", false);
    private static final long MAX_SILENCE_MS =
            OrderPolicy.defaults().maxSilence().toMillis();

    private final SiteOrder order = new SiteOrder(OrderPolicy.defaults());
    private long nowMs;

    @Test
    void shouldPassASilentRecordedCameraOverAndTakeItInAgain() {
        offer("a", 1, 100);
        assertThat(pass(List.of(A, B), MAX_SILENCE_MS - 100)).isEmpty();
        assertThat(order.waits().awaited()).containsExactly("b");
        assertThat(order.waits().longest()).isEqualTo(Duration.ofMillis(MAX_SILENCE_MS - 100));

        assertThat(pass(List.of(A, B), 100)).containsExactly("a1");
        assertThat(order.waits().passedOver()).containsOnlyKeys("b");
        offer("a", 2, 200);
        assertThat(pass(List.of(A, B), 0)).as("others go on at once").containsExactly("a2");

        offer("b", 1, 50);
        pass(List.of(A, B), 0);
        assertThat(order.waits().passedOver()).isEmpty();
        offer("a", 3, 300);
        assertThat(pass(List.of(A, B), 0)).as("late, in the order of arrival").containsExactly("b1");
        assertThat(order.waits().awaited()).as("it is waited for again").containsExactly("b");
    }

    @Test
    void shouldCountOnlyTimeThatItLookedOn() {
        offer("a", 1, 100);
        assertThat(names(order.release(List.of(A, B), 0))).isEmpty();

        assertThat(names(order.release(List.of(A, B), 10 * MAX_SILENCE_MS)))
                .as("the machine slept")
                .isEmpty();
        assertThat(names(order.release(List.of(A, B), 0)))
                .as("the clock was set back")
                .isEmpty();
    }

    @Test
    void shouldNotCountTimeInWhichNobodyWaits() {
        offer("a", 1, 100);
        pass(List.of(A, B), MAX_SILENCE_MS / 2);
        offer("b", 1, 150);
        assertThat(pass(List.of(A, B), MAX_SILENCE_MS - 100)).containsExactly("a1");
        offer("a", 2, 160);
        assertThat(pass(List.of(A, B), MAX_SILENCE_MS - 100))
                .as("its time begins again")
                .containsExactly("b1");
        assertThat(order.waits().awaited()).containsExactly("b");
    }

    @Test
    void shouldNotWaitForACameraThatSendsNothing() {
        SiteCamera refused = new SiteCamera("b", false, Outlook.NOTHING, "is refused");
        offer("a", 1, 100);

        assertThat(pass(List.of(A, refused), 0)).containsExactly("a1");
        assertThat(order.waits().passedOver()).containsEntry("b", "is refused");
        offer("a", 2, 200);
        assertThat(pass(List.of(A, B), 0)).as("its record was corrected").isEmpty();
        assertThat(order.waits().passedOver()).isEmpty();
    }

    @Test
    void shouldWaitAMomentForWhatAStoppedCameraSentBefore() {
        SiteCamera stopped = new SiteCamera("b", false, Outlook.REMAINDER, "cannot be read");
        offer("a", 1, 100);
        offer("b", 1, 50);
        assertThat(pass(List.of(A, stopped), 9_000)).containsExactly("b1");
        offer("b", 2, 100);
        assertThat(pass(List.of(A, stopped), 0)).as("it was on its way").containsExactly("a1");

        offer("a", 2, 200);
        assertThat(pass(List.of(A, stopped), 9_000)).containsExactly("b2");
        assertThat(pass(List.of(A, stopped), 1_000)).containsExactly("a2");
    }

    @Test
    void shouldWaitOnceForALiveCameraThatHasSentNothing() {
        List<SiteCamera> live = List.of(SiteCamera.expected("a", true), SiteCamera.expected("b", true));
        offer("a", 1, 100);
        assertThat(pass(live, 900)).as("it may be connecting").isEmpty();
        assertThat(pass(live, 100)).containsExactly("a1");
        offer("a", 2, 200);
        assertThat(pass(live, 0)).as("once is enough").containsExactly("a2");
    }

    @Test
    void shouldNotWaitForALiveCameraThatCannotBeReached() {
        SiteCamera gone = new SiteCamera("b", true, Outlook.NOTHING, "cannot be reached");
        offer("a", 1, 100);

        assertThat(pass(List.of(SiteCamera.expected("a", true), gone), 0)).containsExactly("a1");
    }

    @Test
    void shouldNameWhatHoldsUpASite() {
        offer("a", 1, 100);
        pass(List.of(A, B), 9_900);
        assertThat(order.waits().trouble()).isEmpty();
        pass(List.of(A, B), 200);
        assertThat(order.waits().trouble()).contains("has waited 10 s for camera b");

        pass(List.of(A, B), MAX_SILENCE_MS);
        assertThat(order.waits().trouble()).contains("no longer waits for camera b");
    }

    @Test
    void shouldForgetCamerasThatAreRemoved() {
        offer("a", 1, 100);
        pass(List.of(A, B), MAX_SILENCE_MS);
        assertThat(order.waits().passedOver()).containsKey("b");

        order.release(List.of(A), nowMs);

        assertThat(order.waits()).isEqualTo(WaitReport.none());
    }

    private void offer(String camera, long sequence, long timeUs) {
        order.offer(
                TrackerFrame.newBuilder()
                        .setCameraId(camera)
                        .setSequence(sequence)
                        .setCaptureTimeUs(timeUs)
                        .build(),
                nowMs);
    }

    /** What is released while time passes, looked at ten times a second. */
    private List<String> pass(List<SiteCamera> cameras, long ms) {
        List<String> released = new ArrayList<>(names(order.release(cameras, nowMs)));
        for (long end = nowMs + ms; nowMs < end; ) {
            nowMs += 100;
            released.addAll(names(order.release(cameras, nowMs)));
        }
        return released;
    }

    private static List<String> names(List<OrderedFrame> frames) {
        return frames.stream()
                .map(OrderedFrame::frame)
                .map(f -> f.getCameraId() + f.getSequence())
                .toList();
    }
}
