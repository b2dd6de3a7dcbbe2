package dev.sightline.matcher.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.matcher.order.SiteOrder.Arrival;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live cameras whose clocks are off: four cameras at ten frames a second for two minutes, "c" with the wrong clock. */
class SiteOrderClockTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<SiteCamera> CAMERAS =
            NAMES.stream().map(name -> SiteCamera.expected(name, true)).toList();
    private static final long START_US = 1_700_000_000_000_000L;
    private static final int FRAMES = 1_200;
    private static final String WRONG = "c";

    @ParameterizedTest
    @ValueSource(longs = {3_000, -3_000, 10_000, -10_000})
    void shouldNotKeepTheOthersWaitingForAClockThatIsOff(long offMs) {
        Played right = play(arrivals(0, 0));
        Played wrong = play(arrivals(offMs, 0));

        assertThat(right.late).isZero();
        assertThat(wrong.late).as("late frames of all cameras").isZero();
        assertThat(p95OfAdded(right, wrong)).as("added wait of the others, ms").isLessThanOrEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_000, -3_000})
    void shouldFollowAClockThatIsSetWhileItRunsWithin10Seconds(long offMs) {
        int set = FRAMES / 4;
        Played right = play(arrivals(0, 0)).from(set + 100);
        Played wrong = play(arrivals(offMs, set));

        assertThat(wrong.lateOfOthers).isZero();
        assertThat(wrong.late).as("10 seconds of one camera at most").isLessThanOrEqualTo(100);
        assertThat(p95OfAdded(right, wrong)).as("added wait of the others, ms").isLessThanOrEqualTo(250);
    }

    @Test
    void shouldCallTheOthersLateOnlyWhereArrivalIsNotKnown() {
        List<Sent> unknown = arrivals(3_000, 0).stream()
                .map(sent ->
                        new Sent(sent.frame.toBuilder().clearArrivalTimeUs().build(), sent.atMs))
                .toList();

        assertThat(play(unknown).lateOfOthers).as("of 3,600").isGreaterThan(FRAMES);
        assertThat(play(arrivals(3_000, 0)).lateOfOthers).isZero();
    }

    @Test
    void shouldGiveOneOrderWhateverOrderTheRecordsTakeUpToTheStatedLateness() {
        List<String> expected = play(arrivals(3_000, 0)).order;
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            Map<String, Long> lag = new HashMap<>();
            NAMES.forEach(name -> lag.put(name, (long) random.nextInt(800)));
            List<Sent> delayed = arrivals(3_000, 0).stream()
                    .map(sent -> new Sent(sent.frame, sent.atMs + lag.getOrDefault(sent.frame.getCameraId(), 0L)))
                    .sorted(Comparator.comparingLong(Sent::atMs))
                    .toList();

            Played other = play(delayed);

            assertThat(other.late).as("seed %d", seed).isZero();
            assertThat(other.order).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldSaySoBeyondTheStatedLateness() {
        List<Sent> delayed = arrivals(0, 0).stream()
                .map(sent -> new Sent(
                        sent.frame, sent.atMs + (sent.frame.getCameraId().equals("b") ? 2_500 : 0)))
                .sorted(Comparator.comparingLong(Sent::atMs))
                .toList();

        Played played = play(delayed);

        assertThat(played.late).as("every frame of b").isBetween(FRAMES - 30, FRAMES);
        assertThat(played.lateOfOthers).isGreaterThan(FRAMES / 2);
        assertThat(played.report.lagging()).containsExactly("b");
        assertThat(played.report.trouble())
                .hasValueSatisfying(what -> assertThat(what).contains("camera b later than matcher.max-wait"));
    }

    @Test
    void shouldKnowAClockAfterARestart() {
        Map<String, byte[]> store = new TreeMap<>();
        List<Sent> all = arrivals(-3_000, 0);
        List<Sent> half = all.subList(0, all.size() / 2);
        SiteOrder before = new SiteOrder(OrderPolicy.defaults());
        List<String> taken = new ArrayList<>();
        half.forEach(sent -> taken.addAll(step(before, sent)));
        before.drain((key, bytes) -> {
            if (bytes != null) {
                store.put(key, bytes);
            }
        });

        SiteOrder after = new SiteOrder(OrderPolicy.defaults());
        store.forEach((key, bytes) -> after.restore(key, bytes, half.get(half.size() - 1).atMs));
        all.subList(half.size(), all.size()).forEach(sent -> taken.addAll(step(after, sent)));

        SiteOrder calm = new SiteOrder(OrderPolicy.defaults());
        List<String> expected =
                all.stream().flatMap(sent -> step(calm, sent).stream()).toList();
        assertThat(taken).isEqualTo(expected);
    }

    private static List<String> step(SiteOrder order, Sent sent) {
        order.offer(sent.frame, sent.atMs);
        return order.release(CAMERAS, sent.atMs).stream()
                .map(f -> id(f.frame()))
                .toList();
    }

    private record Sent(TrackerFrame frame, long atMs) {}

    /** What came of a run: when each frame was taken after it came. */
    private static final class Played {
        private final List<String> order = new ArrayList<>();
        private final Map<String, Long> waitMs = new HashMap<>();
        private int late;
        private int lateOfOthers;
        private WaitReport report = WaitReport.none();

        /** Only the waits of later frames. */
        Played from(int frame) {
            waitMs.keySet().removeIf(id -> Integer.parseInt(id.substring(1)) <= frame);
            return this;
        }
    }

    /** @param fromFrame from which frame on the clock is off */
    private static List<Sent> arrivals(long offMs, int fromFrame) {
        Random random = new Random(7);
        List<Sent> all = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            for (String name : NAMES) {
                long trueUs = START_US + i * 100_000L + name.charAt(0) * 7_000L;
                long arrivedUs = trueUs + 20_000 + random.nextInt(60_000);
                long captured = name.equals(WRONG) && i >= fromFrame ? trueUs + offMs * 1_000 : trueUs;
                TrackerFrame frame = TrackerFrame.newBuilder()
                        .setCameraId(name)
                        .setSession(1)
                        .setSequence(i + 1)
                        .setCaptureTimeUs(captured)
                        .setArrivalTimeUs(arrivedUs)
                        .build();
                all.add(new Sent(frame, arrivedUs / 1_000 + 50 + random.nextInt(50)));
            }
        }
        // A camera's records keep their order.
        return Stream.of(all)
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Sent::atMs))
                .toList();
    }

    /** Every record as it comes, and a look ten times a second as in the matcher. */
    private static Played play(List<Sent> records) {
        SiteOrder order = new SiteOrder(OrderPolicy.defaults());
        Played played = new Played();
        Map<String, Long> cameAt = new HashMap<>();
        long lookMs = records.get(0).atMs;
        for (Sent sent : records) {
            for (; lookMs < sent.atMs; lookMs += 100) {
                take(order.release(CAMERAS, lookMs), lookMs, cameAt, played);
            }
            cameAt.put(id(sent.frame), sent.atMs);
            Arrival arrival = order.offer(sent.frame, sent.atMs);
            assertThat(arrival).isNotEqualTo(Arrival.REPEATED);
            boolean late = arrival == Arrival.LATE;
            played.late += late ? 1 : 0;
            played.lateOfOthers += late && !sent.frame.getCameraId().equals(WRONG) ? 1 : 0;
            take(order.release(CAMERAS, sent.atMs), sent.atMs, cameAt, played);
        }
        played.report = order.waits();
        for (long end = lookMs + 5_000; lookMs < end; lookMs += 100) {
            take(order.release(CAMERAS, lookMs), lookMs, cameAt, played);
        }
        assertThat(played.order).hasSameSizeAs(records);
        return played;
    }

    private static void take(List<OrderedFrame> frames, long nowMs, Map<String, Long> cameAt, Played played) {
        for (OrderedFrame frame : frames) {
            String id = id(frame.frame());
            played.order.add(id);
            played.waitMs.put(id, nowMs - cameAt.getOrDefault(id, nowMs));
        }
    }

    private static String id(TrackerFrame frame) {
        return frame.getCameraId() + frame.getSequence();
    }

    private static long p95OfAdded(Played right, Played wrong) {
        return p95(right.waitMs.keySet().stream()
                .filter(id -> !id.startsWith(WRONG))
                .mapToLong(id -> wrong.waitMs.getOrDefault(id, 0L) - right.waitMs.getOrDefault(id, 0L))
                .sorted()
                .toArray());
    }

    private static long p95(long[] sorted) {
        return sorted[(int) (sorted.length * 0.95)];
    }
}
