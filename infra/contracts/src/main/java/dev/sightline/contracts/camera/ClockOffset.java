package dev.sightline.contracts.camera;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * How far a live camera's clock is off, by its frames alone: each tells when it was captured, by the camera's clock, and
 * when it arrived, by the clock of the machine that captures. The network adds to that delay and never takes from it, so
 * the frames that came fastest show the offset (the minimum filter of clock synchronization, as in NTP). Of the last
 * five spans of 2 seconds in which frames came, the least delay of each is kept and the second least of these counts: one
 * frame with a wild time changes nothing, and a clock that is set is followed within 10 seconds. The same frames give the
 * same offsets. One thread.
 */
public final class ClockOffset {
    private static final long SPAN_US = 2_000_000;
    private static final int SPANS = 5;

    private final Deque<LeastDelay> recent = new ArrayDeque<>();

    /** Of a camera that has sent nothing. */
    public ClockOffset() {}

    /** As it was when {@link #recent} was asked. */
    public ClockOffset(Collection<LeastDelay> recent) {
        this.recent.addAll(recent);
    }

    /**
     * The least delay within a span of arrival time.
     *
     * @param span number of the span
     * @param delayUs from capture to arrival; negative where the camera's clock is ahead
     */
    public record LeastDelay(long span, long delayUs) {}

    /** A frame came. Both times in microseconds since the epoch. */
    public void arrived(long captureTimeUs, long arrivalTimeUs) {
        long span = Math.floorDiv(arrivalTimeUs, SPAN_US);
        LeastDelay now = new LeastDelay(span, arrivalTimeUs - captureTimeUs);
        LeastDelay last = recent.peekLast();
        if (last != null && last.span() >= span) {
            // Also where the machine's clock was set back: what was learned before it stays until spans go on.
            recent.removeLast();
            now = new LeastDelay(last.span(), Math.min(last.delayUs(), now.delayUs()));
        }
        recent.addLast(now);
        if (recent.size() > SPANS) {
            recent.removeFirst();
        }
    }

    /** The time from capture to arrival that the fastest frames take, microseconds; negative: the clock is ahead. */
    public long leastDelayUs() {
        return recent.stream()
                .mapToLong(LeastDelay::delayUs)
                .sorted()
                .limit(2)
                .max()
                .orElse(0);
    }

    /** What the offset is estimated from, oldest first. */
    public List<LeastDelay> recent() {
        return List.copyOf(recent);
    }
}
