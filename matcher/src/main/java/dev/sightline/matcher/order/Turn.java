package dev.sightline.matcher.order;

import java.util.Comparator;

/**
 * A frame's place in its site's order.
 *
 * @param timeUs capture time, raised where a camera's clock stepped back or the frame came after its turn
 */
record Turn(long timeUs, String cameraId, long session, long sequence, boolean end) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER = Comparator.comparingLong(Turn::timeUs)
            .thenComparing(Turn::cameraId)
            .thenComparingLong(Turn::session)
            .thenComparingLong(Turn::sequence)
            .thenComparing(Turn::end);

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }

    String key() {
        return "b/" + timeUs + "/" + cameraId + "/" + session + "/" + sequence + (end ? "/end" : "");
    }
}
