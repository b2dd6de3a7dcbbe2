package dev.sightline.matcher.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.matcher.order.SiteOrder.Arrival;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SiteOrderTest {
    private static final List<SiteCamera> RECORDED =
            List.of(SiteCamera.expected("a", false), SiteCamera.expected("b", false));
    private static final List<SiteCamera> LIVE =
            List.of(SiteCamera.expected("a", true), SiteCamera.expected("b", true));

    private final SiteOrder order = new SiteOrder(OrderPolicy.defaults());

    @Test
    void shouldWaitForEveryRecordedCamera() {
        order.offer(frame("a", 1, 100), 0);
        order.offer(frame("a", 2, 200), 0);
        assertThat(order.release(RECORDED, 1_000_000)).isEmpty();

        order.offer(frame("b", 1, 150), 0);
        assertThat(names(order.release(RECORDED, 0))).containsExactly("a1", "b1");
        order.offer(end("b", 2, 160), 0);

        assertThat(names(order.release(RECORDED, 0))).containsExactly("b2", "a2");
    }

    @Test
    void shouldGiveOneOrderWhateverArrivesFirst() {
        List<String> expected = null;
        for (int seed = 0; seed < 50; seed++) {
            List<String> taken = run(arrivals(new Random(seed)));
            expected = expected == null ? taken : expected;
            assertThat(taken).as("seed %d", seed).isEqualTo(expected).hasSize(62);
        }
    }

    @Test
    void shouldHoldASilentLiveCameraAgainstTheOthersOnlyForAWhile() {
        order.offer(frame("b", 1, 0), 0);
        order.offer(frame("a", 1, 100_000), 0);
        assertThat(names(order.release(LIVE, 0))).containsExactly("b1");
        assertThat(order.release(LIVE, 999)).isEmpty();

        assertThat(names(order.release(LIVE, 1_000))).as("wall clock").containsExactly("a1");

        order.offer(frame("a", 2, 300_000), 1_000);
        order.offer(frame("a", 3, 1_100_000), 1_000);
        assertThat(names(order.release(LIVE, 1_000))).as("event time").containsExactly("a2", "a3");
    }

    @Test
    void shouldTakeALateFrameNextAndSaySo() {
        order.offer(frame("a", 1, 5_000_000), 0);
        order.release(LIVE, 10_000);

        assertThat(order.offer(frame("b", 1, 1_000_000), 10_000)).isEqualTo(Arrival.LATE);
        assertThat(order.offer(frame("b", 2, 1_100_000), 10_000)).isEqualTo(Arrival.LATE);
        assertThat(order.offer(frame("a", 2, 5_100_000), 10_000)).isEqualTo(Arrival.QUEUED);
        assertThat(order.offer(frame("b", 3, 5_200_000), 10_000)).isEqualTo(Arrival.QUEUED);

        List<OrderedFrame> released = order.release(LIVE, 20_000);
        assertThat(names(released)).containsExactly("b1", "b2", "a2", "b3");
        assertThat(released).extracting(OrderedFrame::late).containsExactly(true, true, false, false);
    }

    @Test
    void shouldRememberThatAWaitingFrameIsLate() {
        Map<String, byte[]> store = new TreeMap<>();
        order.offer(frame("a", 1, 5_000_000), 0);
        order.release(LIVE, 10_000);
        order.offer(frame("b", 1, 1_000_000), 10_000);
        order.drain((key, bytes) -> {
            if (bytes != null) {
                store.put(key, bytes);
            }
        });

        SiteOrder restored = new SiteOrder(OrderPolicy.defaults());
        store.forEach((key, bytes) -> restored.restore(key, bytes, 10_000));

        assertThat(restored.release(LIVE, 20_000))
                .extracting(OrderedFrame::late)
                .containsExactly(true);
    }

    @Test
    void shouldNotCallAFrameLateWhoseOwnCameraWasAhead() {
        order.offer(frame("a", 1, 500), 0);
        order.offer(frame("b", 1, 400), 0);
        assertThat(names(order.release(RECORDED, 0))).containsExactly("b1");

        assertThat(order.offer(frame("a", 2, 300), 0))
                .as("its clock stepped back")
                .isEqualTo(Arrival.QUEUED);
    }

    @Test
    void shouldDropRepeatedFrames() {
        assertThat(order.offer(frame("a", 1, 0), 0)).isEqualTo(Arrival.QUEUED);
        assertThat(order.offer(frame("a", 1, 0), 0)).isEqualTo(Arrival.REPEATED);
        assertThat(order.offer(end("a", 1, 0), 0)).isEqualTo(Arrival.QUEUED);
        assertThat(order.offer(end("a", 1, 0), 0)).isEqualTo(Arrival.REPEATED);
        assertThat(order.offer(frame("a", 2, 0), 0)).as("after the end").isEqualTo(Arrival.REPEATED);
    }

    @Test
    void shouldWaitForTheRegistrationOfAnUnknownCameraOnlyForAWhile() {
        order.offer(frame("c", 1, 0), 0);
        assertThat(order.release(List.of(), 0)).isEmpty();
        assertThat(order.release(List.of(), 1_999)).isEmpty();
        assertThat(names(order.release(List.of(), 2_000))).containsExactly("c1");
    }

    @Test
    void shouldKeepOrderWhenACameraClockStepsBack() {
        order.offer(frame("a", 1, 500), 0);
        order.offer(frame("a", 2, 300), 0);
        order.offer(frame("a", 3, 600), 0);
        order.offer(end("b", 1, 0), 0);

        assertThat(names(order.release(RECORDED, 0))).containsExactly("b1", "a1", "a2", "a3");
    }

    @Test
    void shouldGoOnFromItsStore() {
        Map<String, byte[]> store = new TreeMap<>();
        List<String> taken = new ArrayList<>();
        for (TrackerFrame frame : arrivals(new Random(3))) {
            SiteOrder restored = new SiteOrder(OrderPolicy.defaults());
            store.forEach((key, bytes) -> restored.restore(key, bytes, 0));
            restored.offer(frame, 0);
            taken.addAll(names(restored.release(RECORDED, 0)));
            restored.drain((key, bytes) -> {
                if (bytes == null) {
                    store.remove(key);
                } else {
                    store.put(key, bytes);
                }
            });
        }

        assertThat(taken).isEqualTo(run(arrivals(new Random(4))));
        assertThat(store.keySet()).as("nothing waits").containsExactly("c/", "c/a", "c/b");
    }

    private static List<String> run(List<TrackerFrame> frames) {
        SiteOrder order = new SiteOrder(OrderPolicy.defaults());
        List<String> taken = new ArrayList<>();
        for (TrackerFrame frame : frames) {
            order.offer(frame, 0);
            taken.addAll(names(order.release(RECORDED, 0)));
        }
        return taken;
    }

    /** Two cameras of thirty frames, many at equal times, interleaved at random, each in its own order. */
    private static List<TrackerFrame> arrivals(Random random) {
        List<String> turns = new ArrayList<>(Collections.nCopies(31, "a"));
        turns.addAll(Collections.nCopies(31, "b"));
        Collections.shuffle(turns, random);
        Map<String, Integer> next = new HashMap<>();
        List<TrackerFrame> frames = new ArrayList<>();
        for (String camera : turns) {
            int n = next.merge(camera, 1, Integer::sum);
            long time = camera.equals("a") ? n * 10 : n * 15;
            frames.add(n == 31 ? end(camera, n, time) : frame(camera, n, time));
        }
        return frames;
    }

    private static List<String> names(List<OrderedFrame> frames) {
        return frames.stream()
                .map(OrderedFrame::frame)
                .map(f -> f.getCameraId() + f.getSequence())
                .toList();
    }

    private static TrackerFrame frame(String camera, long sequence, long timeUs) {
        return TrackerFrame.newBuilder()
                .setCameraId(camera)
                .setSequence(sequence)
                .setCaptureTimeUs(timeUs)
                .build();
    }

    private static TrackerFrame end(String camera, long sequence, long timeUs) {
        return frame(camera, sequence, timeUs).toBuilder().setEndOfStream(true).build();
    }
}
