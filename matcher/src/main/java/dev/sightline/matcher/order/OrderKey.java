package dev.sightline.matcher.order;

import dev.sightline.matcher.v1.TrackerFrame;
import java.util.Comparator;

/**
 * A frame's place in its site's order.
 *
 * @param timeUs capture time, raised where a camera's clock stepped back or the frame came late
 */
record OrderKey(long timeUs, String cameraId, long session, long sequence, boolean end)
        implements Comparable<OrderKey> {
    private static final Comparator<OrderKey> ORDER = Comparator.comparingLong(OrderKey::timeUs)
            .thenComparing(OrderKey::cameraId)
            .thenComparingLong(OrderKey::session)
            .thenComparingLong(OrderKey::sequence)
            .thenComparing(OrderKey::end);

    @Override
    public int compareTo(OrderKey other) {
        return ORDER.compare(this, other);
    }

    /** The place of a frame at {@code timeUs}. */
    static OrderKey of(TrackerFrame frame, long timeUs) {
        return new OrderKey(
                timeUs, frame.getCameraId(), frame.getSession(), frame.getSequence(), frame.getEndOfStream());
    }

    /** The key of its entry in the store. */
    String entry() {
        return "b/" + timeUs + "/" + cameraId + "/" + session + "/" + sequence + (end ? "/end" : "");
    }
}
